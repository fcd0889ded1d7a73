package dev.fermata.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A cluster of this run's own, where no other is named and Docker runs: k3s in a container, with the images that deploy/build-images left,
 * and the operator from deploy/install.yaml. It ends with this process.
 */
final class K3s {
    private static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.34.2-k3s1");
    private static final String BUSYBOX = "docker.io/library/busybox:1.37";
    private static final Path DEPLOY = Path.of("..", "deploy");

    private final K3sContainer container = new K3sContainer(IMAGE);

    private K3s() {}

    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Its kubeconfig. */
    static String start() {
        K3s k3s = new K3s();
        k3s.container.start();
        k3s.images().forEach(k3s::load);
        k3s.run("ctr", "--namespace", "k8s.io", "images", "pull", BUSYBOX);
        k3s.run("ctr", "--namespace", "k8s.io", "images", "tag", BUSYBOX, "localhost/busybox:1");
        k3s.container.copyFileToContainer(MountableFile.forHostPath(DEPLOY.resolve("install.yaml")), "/install.yaml");
        k3s.run("kubectl", "apply", "--server-side", "--filename", "/install.yaml");
        k3s.run("kubectl", "--namespace", "fermata-system", "rollout", "status", "deployment/fermata-operator");
        return k3s.container.getKubeConfigYaml();
    }

    private List<Path> images() {
        Path folder = DEPLOY.resolve("target/images");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tar")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no images: run deploy/build-images first", e);
        }
    }

    private void load(Path archive) {
        String inside = "/" + archive.getFileName();
        container.copyFileToContainer(MountableFile.forHostPath(archive), inside);
        run("ctr", "--namespace", "k8s.io", "images", "import", inside);
    }

    private void run(String... command) {
        try {
            Container.ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + result.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
