package dev.fermata.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A player in a test. */
final class TestPlayer implements Closeable {
    private final Socket socket;
    private final BufferedReader in;

    TestPlayer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void says(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads until this line comes. */
    void hears(String wanted) throws IOException {
        List<String> heard = new ArrayList<>();
        for (String line = in.readLine(); !wanted.equals(line); line = in.readLine()) {
            heard.add(line);
            assertThat(line)
                    .as("the connection ended without '%s', after %s", wanted, heard)
                    .isNotNull();
        }
    }

    void hearsNothingMore() throws IOException {
        assertThat(in.readLine()).isNull();
    }

    /** Without a word, as somebody whose network has gone. */
    void leavesSilently() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
