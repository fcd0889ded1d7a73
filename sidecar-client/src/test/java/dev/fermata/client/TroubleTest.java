package dev.fermata.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.ScriptedServer.Exchange;
import dev.fermata.wire.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sidecars that are slow, silent, or talk nonsense. */
class TroubleTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String HELD = "{'allowed':false,'hold':'local'}";
    private static final String DOCUMENT =
            "{'name':'a','namespace':'b','uid':'c','instance':'i','version':1,'allowed':false,"
                    + "'sealed':false,'terminating':false,'guard':'none'}";
    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private static final String EVENT = "event: server\ndata: " + DOCUMENT.replace('\'', '"') + "\n\n";

    static final List<String> NONSENSE = List.of(
            "",
            "\r\n\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n",
            "HTTP/1.1 2OO OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>Welcome to nginx!</title>",
            "HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 500 Server Error\r\n\r\n{\"error\":\"oops\"}",
            "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n",
            OK + "\r\n",
            OK + "\r\n{}",
            OK + "\r\n{\"allowed\":false}",
            OK + "\r\n{\"allowed\":true}",
            OK + "\r\n{\"allowed\":false,\"hold\":\"sealed\"}",
            OK + "Content-Length: 100\r\n\r\n{\"allowed\":false,\"hold\":\"local\"}",
            OK + "Content-Length: 5\r\n\r\n{\"allowed\":false,\"hold\":\"local\"}",
            OK + "Content-Length: -1\r\n\r\n",
            OK + "Content-Length: 99999999999\r\n\r\n",
            OK + "Transfer-Encoding: gzip\r\n\r\n",
            OK + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
            OK + "Transfer-Encoding: chunked\r\n\r\n\r\n",
            OK + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
            OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"allowed\":false",
            OK + "X: " + "x".repeat(9_000) + "\r\n\r\n",
            OK + "X: y\r\n".repeat(101) + "\r\n",
            OK + "\r\n" + "[".repeat(70_000),
            "HTTP/1.1 409 Conflict\r\n\r\n{\"error\":\"no\",\"hold\":\"local\"}",
            "HTTP/1.1 409 Conflict\r\n\r\nConflict");

    @ParameterizedTest
    @FieldSource("NONSENSE")
    void nonsense_is_no_answer_is_logged_once_and_asked_again(String nonsense) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer.Script script = exchange -> {
            if (exchange.isEvents()) {
                exchange.send(EVENTS);
                exchange.awaitClientsEnd();
            } else if (asked.incrementAndGet() <= 3) {
                exchange.send(nonsense);
            } else {
                exchange.sendJson(HELD);
            }
        };
        try (ScriptedServer server = new ScriptedServer(script);
                RecordedLog log = new RecordedLog();
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT)) {
            assertThat(fermata.hold()).isEqualTo(Hold.LOCAL);

            assertThat(asked).hasValue(4);
            assertThat(log.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("does not take what this game says");
        }
    }

    @ParameterizedTest
    @FieldSource("NONSENSE")
    void nonsense_instead_of_events_is_asked_again(String nonsense) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer.Script script = exchange -> {
            if (asked.incrementAndGet() <= 3) {
                exchange.send(nonsense);
            } else {
                exchange.send(EVENTS + EVENT);
                exchange.awaitClientsEnd();
            }
        };
        try (ScriptedServer server = new ScriptedServer(script);
                RecordedLog log = new RecordedLog();
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT)) {
            CountDownLatch heard = new CountDownLatch(1);
            fermata.onChange(document -> heard.countDown());

            assertThat(heard.await(30, SECONDS)).isTrue();
            assertThat(log.lines(Level.WARNING)).singleElement().asString().contains("No word from the sidecar");
        }
    }

    @Test
    void nonsense_in_events_ends_the_connection_and_another_is_made() throws Exception {
        List<String> bad = List.of(
                "event: server\ndata: {}\n\n",
                "event: server\ndata: <html>\n\n",
                "data: " + "x".repeat(70_000) + "\n\n",
                "event: server\n" + "data: xxxxxxxxx\n".repeat(7_000) + "\n");
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer.Script script = exchange -> {
            int turn = asked.getAndIncrement();
            exchange.send(EVENTS + (turn < bad.size() ? bad.get(turn) : EVENT));
            exchange.awaitClientsEnd();
        };
        try (ScriptedServer server = new ScriptedServer(script);
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT)) {
            CountDownLatch heard = new CountDownLatch(1);
            fermata.onChange(document -> heard.countDown());

            assertThat(heard.await(30, SECONDS)).isTrue();
            assertThat(asked).hasValue(bad.size() + 1);
        }
    }

    @Test
    void a_permission_that_is_refused_is_nonsense_too_and_is_told_again() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer.Script script = exchange -> {
            if (exchange.isEvents()) {
                exchange.awaitClientsEnd();
            } else if (asked.incrementAndGet() == 1) {
                exchange.send("HTTP/1.1 409 Conflict\r\n\r\n{\"error\":\"no\",\"hold\":\"sealed\"}");
            } else {
                exchange.sendJson("{'allowed':true}");
            }
        };
        try (ScriptedServer server = new ScriptedServer(script);
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT)) {
            assertThat(fermata.allowDeletion()).isTrue();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void a_server_that_answers_no_question_is_read_as_empty() throws IOException {
        try (ScriptedServer server = new ScriptedServer(exchange -> exchange.send("HTTP/1.1 500 No\r\n\r\n"));
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT)) {
            assertThat(fermata.readServer()).isEmpty();
        }
    }

    @Test
    void an_answer_that_never_ends_is_cut_off_and_asked_again() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch cut = new CountDownLatch(1);
        ScriptedServer.Script script = exchange -> {
            if (exchange.isEvents()) {
                exchange.awaitClientsEnd();
            } else if (asked.incrementAndGet() == 1) {
                exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 32\r\n\r\n{\"allowed\"");
                exchange.awaitClientsEnd();
                cut.countDown();
            } else {
                exchange.sendJson(HELD);
            }
        };
        try (ScriptedServer server = new ScriptedServer(script);
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.SHORT_EXCHANGE)) {
            assertThat(fermata.hold()).isEqualTo(Hold.LOCAL);
            assertThat(cut.getCount()).isZero();
        }
    }

    @Test
    void an_event_stream_that_falls_silent_is_given_up() throws IOException {
        CountDownLatch connections = new CountDownLatch(3);
        ScriptedServer.Script script = exchange -> {
            connections.countDown();
            exchange.send(EVENTS + EVENT + ": heartbeat\n\n" + "data: half a li");
            exchange.awaitClientsEnd();
        };
        try (ScriptedServer server = new ScriptedServer(script);
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.SHORT_SILENCE)) {
            assertThat(connections.await(30, SECONDS)).isTrue();
            assertThat(fermata.server()).isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Assertions.fail(e);
        }
    }

    @Test
    void no_wish_overtakes_one_that_a_silent_sidecar_may_still_read() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        CountDownLatch awake = new CountDownLatch(1);
        ScriptedServer.Script script = exchange -> {
            if (exchange.isEvents()) {
                exchange.awaitClientsEnd();
                return;
            }
            told.add(exchange.request());
            boolean allow = exchange.request().endsWith("{\"allowed\":true}");
            if (allow) {
                awake.await();
            }
            exchange.sendJson(allow ? "{'allowed':true}" : HELD);
        };
        try (ScriptedServer server = new ScriptedServer(script);
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.HASTY)) {
            assertThat(fermata.allowDeletion()).isFalse();
            assertThat(fermata.hold()).isEqualTo(Hold.UNANSWERED);
            assertThat(fermata.hold()).isEqualTo(Hold.UNANSWERED);
            assertThat(told).containsExactly("POST /allow_delete HTTP/1.1 {\"allowed\":true}");

            awake.countDown();
            told.take();
            assertThat(told.poll(30, SECONDS)).isEqualTo("POST /allow_delete HTTP/1.1 {\"allowed\":false}");
        }
    }

    @Test
    void no_call_of_the_main_loop_blocks_while_the_sidecar_is_silent() throws IOException {
        try (ScriptedServer server = new ScriptedServer(Exchange::awaitClientsEnd);
                Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT)) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                for (int i = 0; i < 10_000; i++) {
                    CompletableFuture<?> allow = fermata.allowDeletionAsync();
                    CompletableFuture<?> hold = fermata.holdAsync();
                    assertThat(hold).isNotSameAs(allow);
                    assertThat(fermata.readServerAsync()).isNotDone();
                    fermata.reportPlayers(i);
                    assertThat(fermata.drain()).isEmpty();
                    assertThat(fermata.server()).isEmpty();
                }
                fermata.onDrain(notice -> {}).close();
            });
        }
    }
}
