package dev.fermata.example;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** The connection of a player who says one line, and to whom last words come only when a test lets them. */
final class SlowNetwork extends Socket {
    private final CountDownLatch open = new CountDownLatch(1);
    private final InputStream says;

    SlowNetwork(String line) {
        says = new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void letThrough() {
        open.countDown();
    }

    @Override
    public InputStream getInputStream() {
        return new SequenceInputStream(says, new InputStream() {
            @Override
            public int read() throws IOException {
                await();
                return -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("lines are written as a whole");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (new String(bytes, offset, length, StandardCharsets.UTF_8).startsWith("OVER")) {
                    await();
                }
            }
        };
    }

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public void shutdownOutput() {}

    private void await() throws IOException {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
