package dev.fermata.operator.shell.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fermata.operator.autoscaler.Trouble;
import dev.fermata.operator.plan.WebhookQuestion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are trusted, and those that are not. */
class TrustTest {
    private static final String PASSWORD = "changeit";
    private static final String HOST = "webhook.games.svc";

    @TempDir
    private Path folder;

    private @Nullable HttpsServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void a_certificate_in_the_bundle_for_the_name_is_trusted_though_an_address_is_dialled() throws Exception {
        String bundle = serve("good", HOST, "-1d");

        assertThat(send(bundle)).isEqualTo("{}");
    }

    @Test
    void a_certificate_that_nobody_trusted_signed_is_of_an_unknown_authority() throws Exception {
        serve("good", HOST, "-1d");
        String other = certificate("other", HOST, "-1d");

        assertThatThrownBy(() -> send(other))
                .satisfies(failure -> assertThat(Trust.trouble(failure)).isEqualTo(Trouble.UNKNOWN_CA));
        assertThatThrownBy(() -> send(null))
                .satisfies(failure -> assertThat(Trust.trouble(failure)).isEqualTo(Trouble.UNKNOWN_CA));
    }

    @Test
    void a_certificate_for_another_name_is_refused() throws Exception {
        String bundle = serve("other", "webhook.lobby.svc", "-1d");

        assertThatThrownBy(() -> send(bundle))
                .satisfies(failure -> assertThat(Trust.trouble(failure)).isEqualTo(Trouble.WRONG_NAME));
    }

    @Test
    void a_certificate_that_has_expired_is_refused() throws Exception {
        String bundle = serve("old", HOST, "-10d");

        assertThatThrownBy(() -> send(bundle))
                .satisfies(failure -> assertThat(Trust.trouble(failure)).isEqualTo(Trouble.EXPIRED));
    }

    @Test
    void a_bundle_without_a_certificate_is_none() {
        assertThat(Trust.of("")).isEmpty();
        assertThat(Trust.of(Base64.getEncoder().encodeToString("no PEM".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    private String send(@Nullable String bundle) throws IOException {
        HttpsServer running = java.util.Objects.requireNonNull(server);
        WebhookQuestion question = new WebhookQuestion(
                "q",
                Instant.EPOCH,
                new WebhookQuestion.Subject(1L, "g", 5, 5),
                URI.create("https://" + HOST + ":" + running.getAddress().getPort() + "/"),
                "{}",
                Duration.ofSeconds(30),
                bundle,
                null);
        Request.Reply reply = new Request(question, Optional.empty())
                .send(
                        List.of(InetAddress.getLoopbackAddress()),
                        Trust.of(bundle).orElseThrow());
        return reply instanceof Request.Reply.Whole(int status, byte[] body)
                ? new String(body, StandardCharsets.UTF_8)
                : "";
    }

    /** Serves with a certificate of its own signing, valid for two days; returns it, as a bundle. */
    private String serve(String name, String host, String since) throws Exception {
        String bundle = certificate(name, host, since);
        HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context(name)));
        made.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            }
        });
        made.start();
        server = made;
        return bundle;
    }

    private SSLContext context(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private String certificate(String name, String host, String since) throws IOException, InterruptedException {
        List<String> store = List.of("-keystore", folder.resolve(name + ".p12").toString(), "-storepass", PASSWORD);
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "x",
                "-dname",
                "CN=" + name,
                "-startdate",
                since,
                "-validity",
                "2",
                "-ext",
                "san=dns:" + host,
                "-ext",
                "bc:c");
        Path pem = folder.resolve(name + ".pem");
        keytool(store, "-exportcert", "-rfc", "-alias", "x", "-file", pem.toString());
        return Base64.getEncoder().encodeToString(Files.readAllBytes(pem));
    }

    private static void keytool(List<String> store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(store);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
