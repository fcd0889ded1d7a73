package dev.fermata.operator.shell.webhook;

import dev.fermata.operator.plan.WebhookQuestion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * One POST over one connection of its own, to one of the addresses that were looked up and found good, and to no other. It follows no
 * redirect, uses no proxy, keeps no cookie, repeats nothing, and reads no more than 64 KiB, and of a head what a head may be.
 */
final class Request {
    static final int LONGEST_ANSWER = 64 * 1024;
    static final int LONGEST_LINE = 8 * 1024;
    static final int MOST_HEADERS = 100;

    /** Of heads, and of what says how long a chunk is: the library would read on as long as something comes. */
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();

    private final HttpPost post;
    private final HttpHost target;
    private final Timeout patience;

    /** What came back. */
    sealed interface Reply {
        /** A whole answer. */
        @SuppressWarnings("ArrayRecordComponent") // read once by whoever gets it; never compared
        record Whole(int status, byte[] body) implements Reply {}

        /** More than may be. */
        record TooLong() implements Reply {}
    }

    Request(WebhookQuestion question, Optional<String> token) {
        patience = Timeout.of(question.patience().toMillis(), TimeUnit.MILLISECONDS);
        post = new HttpPost(question.uri());
        target = HttpHost.create(question.uri());
        post.setEntity(new StringEntity(question.body(), ContentType.APPLICATION_JSON));
        post.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        token.ifPresent(known -> post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + known));
    }

    /** Ends it, wherever it is, from any thread; {@link #send} then throws. */
    void cancel() {
        post.cancel();
    }

    /** Sends it and waits for the answer. */
    Reply send(List<InetAddress> addresses, SSLContext trust) throws IOException {
        try (CloseableHttpClient client = client(addresses, trust);
                ClassicHttpResponse response = client.executeOpen(target, post, null)) {
            return read(response);
        }
    }

    private Reply read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Reply.Whole(response.getCode(), new byte[0]);
        }
        InputStream content = entity.getContent();
        byte[] body = content.readNBytes(LONGEST_ANSWER + 1);
        if (body.length > LONGEST_ANSWER) {
            cancel(); // what is left is not waited for
            return new Reply.TooLong();
        }
        return new Reply.Whole(response.getCode(), body);
    }

    private CloseableHttpClient client(List<InetAddress> addresses, SSLContext trust) {
        BasicHttpClientConnectionManager connections = BasicHttpClientConnectionManager.create(
                null,
                new Pinned(addresses),
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(
                                URIScheme.HTTPS.id,
                                new DefaultClientTlsStrategy(trust, HostnameVerificationPolicy.CLIENT, new ValidNow()))
                        .build(),
                ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDS).build());
        connections.setConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(patience)
                .setSocketTimeout(patience)
                .build());
        connections.setTlsConfig(
                TlsConfig.custom().setHandshakeTimeout(patience).build());
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent("fermata-operator")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** Knows one host, whatever it is called. */
    private record Pinned(List<InetAddress> addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
