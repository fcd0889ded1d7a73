package dev.fermata.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** One player's connection: a thread that reads and one that writes, so that nobody's slow network stops the game. */
final class Player {
    private static final int PATIENCE_MILLIS = 600_000;
    private static final int LONGEST_LINE = 80;
    private static final String BYE = "";

    private final Socket socket;
    private final Game game;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>(1_000);
    private final CompletableFuture<Void> toldAll = new CompletableFuture<>();

    Player(Socket socket, Game game) {
        this.socket = socket;
        this.game = game;
    }

    void start() {
        Game.daemon(this::read, "player-in").start();
        Game.daemon(this::write, "player-out").start();
    }

    /** Sends a line; never blocks. Who does not read what they are sent is hung up on. */
    void send(String line) {
        if (!out.offer(line)) {
            hangUp();
        }
    }

    /** Sends a last line and hangs up. */
    void dismiss(String line) {
        send(line);
        send(BYE);
    }

    /** Completes once all lines are sent, or cannot be any more. */
    CompletableFuture<Void> toldAll() {
        return toldAll;
    }

    private void read() {
        try (Reader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String hello = line(in);
            if (hello.matches("JOIN [A-Za-z0-9_-]{1,16}")) {
                play(hello.substring("JOIN ".length()), in);
            } else {
                dismiss("ERROR begin with JOIN <name>: up to 16 letters, digits, - or _");
            }
            // The player hangs up: who closes with something unread costs the other side the last line.
            in.transferTo(Writer.nullWriter());
        } catch (IOException gone) {
            hangUp();
        }
    }

    private void play(String name, Reader in) throws IOException {
        game.tell(() -> game.join(name, this));
        try {
            for (String line = line(in); !line.equals("QUIT"); line = line(in)) {
                if (line.equals("POINT")) {
                    game.tell(() -> game.score(name, this));
                } else {
                    send("ERROR say POINT or QUIT");
                }
            }
        } finally {
            game.tell(() -> game.leave(name, this));
        }
    }

    private static String line(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() == LONGEST_LINE) {
                throw new IOException(c < 0 ? "the player hung up" : "the player sent no lines");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private void write() {
        try {
            Writer to = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
            for (String line = out.take(); !line.equals(BYE); line = out.take()) {
                to.write(line + "\n");
                to.flush();
            }
            socket.shutdownOutput();
        } catch (IOException | InterruptedException gone) {
            hangUp();
        } finally {
            toldAll.complete(null);
        }
    }

    private void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody is there to hear of it.
        }
    }
}
