package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The example webhook, which keeps one Server free, as a Deployment behind a Service. */
record Webhook(World world, String name) {
    private static final String PASSWORD = "changeit";

    /** Serves http. */
    static Webhook plain(World world, String name) {
        return new Webhook(world, name).deploy("[]", "[]", "");
    }

    /** Serves https, with what is in the keystore. */
    static Webhook tls(World world, String name, Path keystore) throws IOException {
        world.create("secrets", """
            {apiVersion: v1, kind: Secret, metadata: {name: %s}, data: {keystore.p12: %s}}
            """.formatted(name, Base64.getEncoder().encodeToString(Files.readAllBytes(keystore))));
        return new Webhook(world, name)
                .deploy(
                        "[{name: keystore, secret: {secretName: " + name + "}}]",
                        "[{name: keystore, mountPath: /keystore}]",
                        ", {name: KEYSTORE, value: /keystore/keystore.p12}, {name: KEYSTORE_PASSWORD, value: "
                                + PASSWORD + "}");
    }

    private Webhook deploy(String volumes, String mounts, String variables) {
        String deployments = "/apis/apps/v1/namespaces/" + world.namespace().name() + "/deployments";
        world.cluster()
                .create(deployments, World.yaml(manifest(volumes, mounts, variables)))
                .orFail();
        world.service(name);
        World.eventually(
                name + " is ready",
                () -> assertThat(world.cluster()
                                .get(deployments + "/" + name)
                                .orFail()
                                .at("/status/readyReplicas")
                                .intValue())
                        .isOne());
        return this;
    }

    private String manifest(String volumes, String mounts, String variables) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s}
            spec:
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}}
                spec:
                  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
                  volumes: %2$s
                  containers:
                    - name: webhook
                      image: %3$s
                      imagePullPolicy: IfNotPresent
                      env: [{name: FREE, value: "1"}%4$s]
                      ports: [{containerPort: 8080}]
                      readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
                      volumeMounts: %5$s
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            """.formatted(name, volumes, System.getProperty("fermata.e2e.example-webhook"), variables, mounts);
    }

    /** A keystore with a new certificate for the Service of this name, and the certificate beside it. */
    static Path certificate(Path folder, World world, String name) throws IOException {
        Path store = folder.resolve(name + ".p12");
        String host = name + "." + world.namespace().name() + ".svc";
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + host,
                "-ext",
                "bc:c");
        keytool(
                store,
                "-exportcert",
                "-rfc",
                "-file",
                folder.resolve(name + ".pem").toString());
        return store;
    }

    /** The certificate of a keystore, as caBundle has it. */
    static String bundle(Path keystore) throws IOException {
        Path pem = Path.of(keystore.toString().replaceFirst("p12$", "pem"));
        return Base64.getEncoder().encodeToString(Files.readAllBytes(pem));
    }

    private static void keytool(Path store, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "x", "-storepass", PASSWORD, "-keystore", store.toString()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.onExit().join().exitValue()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
