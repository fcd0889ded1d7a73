package dev.fermata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.testing.FakeSidecar;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide for game developers shows is true. */
class GuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guides", "game-developers.md");
    private static final Pattern CURL =
            Pattern.compile("\\$ curl -s(?: -X (?<method>\\w+) -H 'Content-Type: (?<type>[^']+)' -d '(?<body>[^']+)')?"
                    + " \\$FERMATA_URL(?<path>\\S+)\\n(?<answer>.+)");

    @TempDir
    Path folder = Path.of("");

    private static List<String> fences(String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void its_java_compiles() throws IOException {
        List<String> sources = fences("java");
        assertThat(sources).hasSize(3);
        for (String source : sources) {
            Matcher name = Pattern.compile("class (\\w+)").matcher(source);
            assertThat(name.find()).isTrue();
            Path file = Files.writeString(folder.resolve(name.group(1) + ".java"), source);

            int compiled = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(
                            System.out,
                            System.err,
                            "--release",
                            "17",
                            "-Werror",
                            "-proc:none",
                            "-d",
                            folder.toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            file.toString());

            assertThat(compiled).as(name.group(1)).isZero();
        }
    }

    @Test
    void its_curl_lines_are_answered_as_it_says() throws IOException, InterruptedException {
        String console = fences("console").get(0);
        List<MatchResult> calls = CURL.matcher(console).results().toList();
        assertThat(calls).hasSize((int)
                console.lines().filter(line -> line.startsWith("$ ")).count());
        try (FakeSidecar sidecar = FakeSidecar.start()) {
            Matcher call = CURL.matcher(console);
            while (call.find()) {
                assertThat(answer(sidecar, call)).as(call.group()).isEqualTo(call.group("answer"));
            }
        }
    }

    private static String answer(FakeSidecar sidecar, Matcher call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(sidecar.uri().resolve(call.group("path")));
        if (call.group("method") != null) {
            request.header("Content-Type", call.group("type"))
                    .method(call.group("method"), BodyPublishers.ofString(call.group("body")));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
