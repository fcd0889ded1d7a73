package dev.fermata.e2e;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command in a container. */
final class Exec {
    private Exec() {}

    /** What it wrote, to both streams, and its exit code. */
    record Result(int code, String output) {
        /** What a command wrote that ended well. */
        String orFail() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + output);
            }
            return output;
        }
    }

    static Result run(ContainerResource container, Duration timeout, String... command) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ExecWatch running =
                container.writingOutput(output).writingError(output).exec(command)) {
            int code = running.exitCode().get(timeout.toSeconds(), TimeUnit.SECONDS);
            return new Result(code, output.toString(StandardCharsets.UTF_8).strip());
        } catch (KubernetesClientException | ExecutionException | TimeoutException e) {
            throw new AssertionError("cannot run " + String.join(" ", command) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
