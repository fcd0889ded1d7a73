package dev.fermata.operator.shell.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.autoscaler.Exchange;
import dev.fermata.operator.autoscaler.Outcome;
import dev.fermata.operator.autoscaler.Trouble;
import dev.fermata.operator.plan.WebhookQuestion;
import dev.fermata.operator.shell.kube.FakeApi;
import dev.fermata.v1alpha1.GameAutoscaler;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to webhooks that behave, and to those that do not. */
class WebhookCallsTest {
    private static final String ANSWER = "{\"scale\": true, \"desired_replicas\": 8}";
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int PATIENCE_SECONDS = 60;

    private final FakeApi api = new FakeApi();
    private final FakeWebhook webhook = new FakeWebhook();
    private final Dialogues dialogues = new Dialogues();
    private final BlockingQueue<Exchange> ended = new LinkedBlockingQueue<>();
    private @Nullable WebhookCalls calls;

    @AfterEach
    void close() {
        if (calls != null) {
            calls.close();
        }
        webhook.close();
        api.close();
    }

    @Test
    void a_question_is_a_post_of_json_and_its_answer_is_read() throws InterruptedException {
        webhook.will(FakeWebhook.answer("200 OK", ANSWER));

        assertThat(ask(question(webhook.uri("/scale?game=duel")))).isEqualTo(new Outcome.Wants(8));

        assertThat(webhook.request())
                .startsWith("POST /scale?game=duel HTTP/1.1\r\n")
                .containsIgnoringCase("Content-Type: application/json")
                .contains("Host: webhook.test:" + webhook.port())
                .doesNotContain("Authorization")
                .endsWith("{\"game_name\": \"duel\"}");
    }

    @Test
    void a_token_is_read_from_the_secret_of_the_namespace() throws InterruptedException {
        api.will(
                200,
                "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"x\"},\"data\":{\"duel\":\""
                        + Base64.getEncoder().encodeToString("hush\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + "\"}}");
        webhook.will(FakeWebhook.answer("200 OK", ANSWER));

        assertThat(ask(question(webhook.uri("/"), Duration.ofSeconds(PATIENCE_SECONDS), "duel")))
                .isEqualTo(new Outcome.Wants(8));

        assertThat(webhook.request()).contains("Authorization: Bearer hush\r\n");
        assertThat(api.requests().getFirst().path())
                .isEqualTo("/api/v1/namespaces/games/secrets/fermata-webhook-tokens");
    }

    @Test
    void without_the_token_it_is_not_asked() throws InterruptedException {
        api.refuses(404, "NotFound", "no such secret");

        assertThat(trouble(ask(question(webhook.uri("/"), Duration.ofSeconds(PATIENCE_SECONDS), "duel"))))
                .isEqualTo(Trouble.NO_TOKEN);
        assertThat(webhook.requests()).isZero();
    }

    @Test
    void a_redirect_is_not_followed() throws InterruptedException {
        webhook.will("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");

        assertThat(trouble(ask(question(webhook.uri("/"))))).isEqualTo(Trouble.REDIRECTED);
        assertThat(webhook.requests()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"scale\": true",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"scale\"",
                "SSH-2.0-OpenSSH_9.6\r\n",
                ""
            })
    void an_answer_that_is_cut_off_or_none_of_http_is_none(String bytes) throws InterruptedException {
        webhook.will(bytes);

        assertThat(trouble(ask(question(webhook.uri("/"))))).isEqualTo(Trouble.CUT_OFF);
        assertThat(webhook.requests()).isOne();
    }

    @Test
    void no_more_than_64_kib_are_read() throws InterruptedException {
        webhook.will(FakeWebhook.answer("200 OK", ANSWER + " ".repeat(Request.LONGEST_ANSWER)));

        assertThat(trouble(ask(question(webhook.uri("/"))))).isEqualTo(Trouble.TOO_LONG);
    }

    @Test
    void of_a_head_that_never_ends_no_more_than_a_line_is_read() throws InterruptedException {
        webhook.beginsEndlessly();

        assertThat(trouble(ask(question(webhook.uri("/"))))).isEqualTo(Trouble.TOO_LONG);
    }

    @Test
    void no_more_than_a_hundred_headers_are_read() throws InterruptedException {
        webhook.will("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(Request.MOST_HEADERS + 1) + "\r\n" + ANSWER);

        assertThat(trouble(ask(question(webhook.uri("/"))))).isEqualTo(Trouble.TOO_LONG);
    }

    @Test
    void an_answer_that_drips_ends_at_the_deadline() throws InterruptedException {
        webhook.drips();

        assertThat(trouble(ask(question(webhook.uri("/"), Duration.ofMillis(300), null))))
                .isEqualTo(Trouble.TIMED_OUT);
    }

    @Test
    void while_a_question_is_under_way_no_other_is_sent() throws InterruptedException {
        webhook.drips();
        begin(question(webhook.uri("/"), Duration.ofMillis(500), null), Names.ofSystem(), true);
        WebhookCalls running = Objects.requireNonNull(calls);

        running.ask(scaler(), question(webhook.uri("/")));

        assertThat(next()).isInstanceOf(Outcome.Failed.class);
        assertThat(webhook.requests()).isOne();
    }

    @Test
    void nobody_listening_is_no_connection() throws InterruptedException {
        URI gone = webhook.uri("/");
        webhook.close();

        assertThat(trouble(ask(question(gone)))).isEqualTo(Trouble.NO_CONNECTION);
    }

    @Test
    void what_does_not_speak_tls_says_so() throws InterruptedException {
        webhook.will(FakeWebhook.answer("200 OK", ANSWER));

        assertThat(trouble(ask(question(URI.create("https://webhook.test:" + webhook.port() + "/")))))
                .isEqualTo(Trouble.TLS);
    }

    @Test
    void a_name_without_an_address_is_unknown() throws InterruptedException {
        begin(
                question(webhook.uri("/")),
                host -> {
                    throw new UnknownHostException(host);
                },
                false);

        assertThat(trouble(next())).isEqualTo(Trouble.UNKNOWN_HOST);
    }

    @Test
    void a_look_up_that_hangs_ends_at_the_deadline_and_is_not_begun_again() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        AtomicInteger lookUps = new AtomicInteger();
        WebhookQuestion question = question(webhook.uri("/"), Duration.ofMillis(300), null);
        begin(
                question,
                host -> {
                    lookUps.incrementAndGet();
                    awaitUninterruptibly(hangs);
                    return List.of(InetAddress.getLoopbackAddress());
                },
                false);
        assertThat(trouble(next())).isEqualTo(Trouble.TIMED_OUT);

        Objects.requireNonNull(calls).ask(scaler(), question);

        assertThat(trouble(next())).isEqualTo(Trouble.TIMED_OUT);
        assertThat(lookUps).hasValue(1);
        assertThat(webhook.requests()).isZero();
        hangs.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch hangs) {
        try {
            hangs.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::]",
                "0.0.0.0",
                "2130706433",
                "[64:ff9b::7f00:1]",
                "localhost"
            })
    void no_spelling_of_a_loopback_address_is_asked(String host) throws InterruptedException {
        URI uri = URI.create("http://" + host + ":" + webhook.port() + "/");

        begin(question(uri), Names.ofSystem(), false);

        assertThat(trouble(next())).isEqualTo(Trouble.FORBIDDEN_ADDRESS);
        assertThat(webhook.requests()).isZero();
    }

    @Test
    void a_proxy_of_the_system_is_not_used() throws InterruptedException {
        webhook.will(FakeWebhook.answer("200 OK", ANSWER));
        ProxySelector before = ProxySelector.getDefault();
        try {
            ProxySelector.setDefault(ProxySelector.of(InetSocketAddress.createUnresolved("proxy.invalid", 1)));
            System.setProperty("http.proxyHost", "proxy.invalid");

            assertThat(ask(question(webhook.uri("/")))).isEqualTo(new Outcome.Wants(8));
        } finally {
            ProxySelector.setDefault(before);
            System.clearProperty("http.proxyHost");
        }
    }

    @Test
    void one_forbidden_address_among_good_ones_is_enough_to_ask_none() throws InterruptedException {
        begin(
                question(webhook.uri("/")),
                host -> List.of(InetAddress.getByName("203.0.113.9"), InetAddress.getByName("169.254.169.254")),
                false);

        assertThat(trouble(next())).isEqualTo(Trouble.FORBIDDEN_ADDRESS);
        assertThat(webhook.requests()).isZero();
    }

    private Outcome ask(WebhookQuestion question) throws InterruptedException {
        begin(question, host -> List.of(InetAddress.getLoopbackAddress()), true);
        return next();
    }

    private void begin(WebhookQuestion question, Names names, boolean localAddresses) {
        Names told = localAddresses ? host -> List.of(InetAddress.getLoopbackAddress()) : names;
        WebhookCalls made = new WebhookCalls(
                dialogues,
                new Asker(told, new Tokens(api.api()), localAddresses),
                CLOCK,
                (place, end) -> ended.add(end));
        calls = made;
        dialogues.of("s", Instant.EPOCH);
        made.ask(scaler(), question);
    }

    private Outcome next() throws InterruptedException {
        return Objects.requireNonNull(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .outcome();
    }

    private static @Nullable Trouble trouble(Outcome outcome) {
        return outcome instanceof Outcome.Failed(Trouble trouble, String why) ? trouble : null;
    }

    private static WebhookQuestion question(URI uri) {
        return question(uri, Duration.ofSeconds(PATIENCE_SECONDS), null);
    }

    private static WebhookQuestion question(URI uri, Duration patience, @Nullable String tokenKey) {
        return new WebhookQuestion(
                "q",
                CLOCK.instant(),
                new WebhookQuestion.Subject(1L, "g", 5, 5),
                uri,
                "{\"game_name\": \"duel\"}",
                patience,
                null,
                tokenKey);
    }

    private static GameAutoscaler scaler() {
        GameAutoscaler scaler = new GameAutoscaler();
        scaler.setMetadata(new ObjectMetaBuilder()
                .withNamespace("games")
                .withName("duel")
                .withUid("s")
                .build());
        return scaler;
    }
}
