package dev.fermata.operator.shell.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends each caller the bytes that it is told to, and hangs up. */
final class FakeWebhook implements AutoCloseable {
    private static final int LONG_ENOUGH_SECONDS = 60;

    private final ServerSocket listening;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger callers = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean dripping;
    private volatile boolean endless;

    FakeWebhook() {
        try {
            listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    int port() {
        return listening.getLocalPort();
    }

    URI uri(String path) {
        return URI.create("http://webhook.test:" + port() + path);
    }

    void will(String bytes) {
        replies.add(bytes);
    }

    /** From now on each caller gets the head of an answer, and a byte of its body now and then. */
    void drips() {
        dripping = true;
    }

    /** From now on each caller gets the head of an answer that never ends. */
    void beginsEndlessly() {
        endless = true;
    }

    int requests() {
        return callers.get();
    }

    String request() throws InterruptedException {
        return java.util.Objects.requireNonNull(heard.poll(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS));
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                Socket caller = listening.accept();
                callers.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            heard.add(read(caller.getInputStream()));
            if (endless) {
                caller.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.UTF_8));
                pour(caller);
            } else if (dripping) {
                drip(caller);
            } else {
                String reply = replies.take();
                caller.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
                caller.shutdownOutput();
                caller.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            // the caller hung up first, which is what some tests are about
        }
    }

    private void pour(Socket caller) throws IOException {
        byte[] much = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
        while (closed.getCount() > 0) {
            caller.getOutputStream().write(much);
        }
    }

    private void drip(Socket caller) throws IOException, InterruptedException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
        caller.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
            caller.getOutputStream().write(' ');
            caller.getOutputStream().flush();
        }
    }

    /** A head, and a body as long as it says. What is no HTTP is read as far as it comes at once. */
    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || (text.isEmpty() && next < ' ')) {
                return text.toString();
            }
            text.append((char) next);
        }
        String length = text.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
        text.append(new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
        return text.toString();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
