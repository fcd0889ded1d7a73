package dev.fermata.example;

import dev.fermata.client.DrainListener;
import dev.fermata.client.Fermata;
import dev.fermata.wire.DrainNotice;
import java.io.IOException;
import java.net.ServerSocket;

/**
 * The program: listens for players, and ends on SIGTERM when the match is over.
 *
 * <p>Players speak lines: {@code JOIN <name>}, {@code POINT}, {@code QUIT}. They hear {@code WELCOME}, {@code START}, {@code SCORE},
 * {@code LEFT}, {@code OVER}, {@code REFUSED} and {@code ERROR}. To try it: {@code nc 127.0.0.1 7777}, twice.
 */
public final class ExampleGame {
    private ExampleGame() {}

    public static void main(String[] arguments) {
        try {
            run(GameConfig.of(System.getenv()), Fermata.connect());
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }

    private static void run(GameConfig config, Fermata fermata) throws IOException {
        Game game = new Game(config, fermata);
        try (ServerSocket door = open(config.port())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                game.end().join();
                // Not 143, as for a process that SIGTERM ended: this one ended as it should.
                Runtime.getRuntime().halt(0);
            }));
            fermata.onDrain(drains(game));
            game.tell(game::settle);
            System.out.println("players meet on port " + door.getLocalPort());
            serve(door, game);
        }
    }

    /** Lets players in for as long as the door is open. */
    static void serve(ServerSocket door, Game game) {
        while (true) {
            try {
                new Player(door.accept(), game).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static ServerSocket open(int port) throws IOException {
        try {
            return new ServerSocket(port);
        } catch (IOException taken) {
            throw new IOException("cannot listen on port " + port + " (PORT): " + taken.getMessage(), taken);
        }
    }

    static DrainListener drains(Game game) {
        return new DrainListener() {
            @Override
            public void drainRequested(DrainNotice notice) {
                System.out.println("asked to go: " + notice.reason());
                game.tell(game::drain);
            }

            @Override
            public void drainWithdrawn() {
                System.out.println("may stay");
                game.tell(game::carryOn);
            }
        };
    }
}
