package dev.fermata.local.demo;

import dev.fermata.local.screen.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One player who is a program. */
final class Bot implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final String name;
    private final Socket socket;
    private final BufferedReader in;

    private Bot(String name, Socket socket) throws IOException {
        this.name = name;
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects and asks to join; what the server answers is to be heard. */
    static Bot knock(Address server, String name) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(server.host()), server.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            Bot bot = new Bot(name, socket);
            bot.says("JOIN " + name);
            return bot;
        } catch (IOException failed) {
            socket.close();
            throw new IOException(name + " cannot play at " + server + ": " + failed.getMessage(), failed);
        }
    }

    static Bot join(Address server, String name) throws IOException {
        Bot bot = knock(server, name);
        bot.hears("WELCOME");
        return bot;
    }

    String name() {
        return name;
    }

    void says(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads on until a line begins so, and returns it. */
    String hears(String beginning) throws IOException {
        String last = "nothing";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
            last = line;
        }
        throw new IOException(name + " was cut off: waited for " + beginning + ", heard " + last + " last");
    }

    void hearsNothingMore() throws IOException {
        String line = in.readLine();
        if (line != null) {
            throw new IOException(name + " heard " + line + " after the end");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
