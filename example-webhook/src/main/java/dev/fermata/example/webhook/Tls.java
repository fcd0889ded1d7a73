package dev.fermata.example.webhook;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Serves https and not http, if KEYSTORE names a PKCS #12 file; KEYSTORE_PASSWORD opens it. */
final class Tls {
    private Tls() {}

    static void ifTold(JavalinConfig config, int port) {
        @Nullable String keystore = System.getenv("KEYSTORE");
        if (keystore == null) {
            return;
        }
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore);
        tls.setKeyStorePassword(System.getenv().getOrDefault("KEYSTORE_PASSWORD", ""));
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, tls);
            connector.setPort(port);
            return connector;
        });
    }
}
