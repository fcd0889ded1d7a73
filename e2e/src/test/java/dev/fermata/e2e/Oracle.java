package dev.fermata.e2e;

/** A webhook whose answers the test gives, behind a Service; it keeps the last question. */
record Oracle(Game shell) {
    static final String PATH = "/cgi-bin/scale";

    private static final String NAME = "webhook";
    private static final String SCRIPT = """
        mkdir -p /tmp/www/cgi-bin
        cat > /tmp/www/cgi-bin/scale <<'CGI'
        #!/bin/sh
        cat > /tmp/question
        echo "$HTTP_AUTHORIZATION" > /tmp/authorization
        echo 'Content-Type: application/json'
        echo
        cat /tmp/answer
        CGI
        chmod +x /tmp/www/cgi-bin/scale
        echo '<html>It works!</html>' > /tmp/answer
        exec httpd -f -p 8080 -h /tmp/www
        """;

    /** At first it answers with a page for people. */
    static Oracle in(World world) {
        world.service(NAME);
        return new Oracle(world.pod(NAME, SCRIPT));
    }

    void answers(String text) {
        shell.shell("echo '" + text + "' > /tmp/answer").orFail();
    }

    String question() {
        return shell.shell("cat /tmp/question").orFail();
    }

    String authorization() {
        return shell.shell("cat /tmp/authorization").orFail();
    }
}
