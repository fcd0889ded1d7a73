package dev.fermata.example.webhook;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/** Both examples, each as a user would run it. */
enum Webhooks {
    JAVA {
        @Override
        Running start(int free) {
            Javalin webhook = Webhook.start(0, free);
            return new Running(at(String.valueOf(webhook.port())), webhook::stop);
        }
    },
    PYTHON {
        @Override
        Running start(int free) {
            ProcessBuilder python = new ProcessBuilder("python3", "../docs/examples/webhook/webhook.py");
            python.environment().put("PORT", "0");
            python.environment().put("FREE", String.valueOf(free));
            try {
                Process process =
                        python.redirectError(ProcessBuilder.Redirect.INHERIT).start();
                BufferedReader says = process.inputReader();
                String line = String.valueOf(says.readLine());
                return new Running(at(line.substring(line.lastIndexOf(' ') + 1)), () -> end(process));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void isThere() {
            if (!runs("python3", "--version")) {
                System.err.println("SKIPPED: there is no python3, the webhook in Python is not tested");
                assumeTrue("true".equals(System.getenv("CI")), "there is no python3");
                throw new IllegalStateException("there is no python3, and with CI=true that is a failure");
            }
        }
    };

    /** One that runs; closing it ends it. */
    record Running(URI uri, Runnable ending) implements AutoCloseable {
        @Override
        public void close() {
            ending.run();
        }
    }

    abstract Running start(int free);

    /** Aborts the test if it cannot be run here. */
    void isThere() {}

    private static URI at(String port) {
        return URI.create("http://127.0.0.1:" + port + "/scale");
    }

    private static void end(Process process) {
        process.destroyForcibly().onExit().join();
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(List.of(command)).start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
