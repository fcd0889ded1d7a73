package dev.fermata.example;

import dev.fermata.client.Fermata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One table, and what Fermata is told of it: this server may be deleted while nobody sits there. All happens on one thread, the
 * game's loop: others {@link #tell} it what to do.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // The client's futures never fail, and what follows from them is told to the loop.
final class Game {
    private static final String CLOSING = "REFUSED this server is closing, please join another";

    private final GameConfig config;
    private final Fermata fermata;
    private final ExecutorService loop = Executors.newSingleThreadExecutor(work -> daemon(work, "game-loop"));
    private final Map<String, Player> seated = new LinkedHashMap<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private Match match;
    /** Players who wait for Fermata's answer. */
    private int asking;
    /** Players who are still to be told how it ended. */
    private int parting;

    private boolean draining;
    private boolean ending;

    Game(GameConfig config, Fermata fermata) {
        this.config = config;
        this.fermata = fermata;
        this.match = new Match(config);
    }

    /** Has something done on the game's loop. */
    void tell(Runnable news) {
        loop.execute(news);
    }

    /** Somebody comes. Only once Fermata says that this server is held is it certain that their match will not be cut. */
    void join(String name, Player player) {
        asking++;
        fermata.holdAsync().thenAccept(answer -> tell(() -> seat(name, player, answer.isHeld())));
    }

    private void seat(String name, Player player, boolean held) {
        asking--;
        if (!held || draining || ending) {
            player.dismiss(CLOSING);
        } else {
            match.join(name).ifPresentOrElse(why -> player.dismiss("REFUSED " + why), () -> welcome(name, player));
        }
        settle();
    }

    private void welcome(String name, Player player) {
        seated.put(name, player);
        player.send("WELCOME " + name);
        if (seated.size() == Match.PLAYERS_NEEDED) {
            announce("START " + String.join(" ", seated.keySet()));
        } else {
            announce("JOINED " + name);
        }
    }

    void score(String name, Player player) {
        if (!match.isRunning() || seated.get(name) != player) {
            player.send("ERROR no match is running");
        } else {
            announce("SCORE " + name + " " + match.score(name));
            match.winner().ifPresent(this::finish);
        }
    }

    void leave(String name, Player player) {
        if (seated.remove(name, player)) {
            match.leave(name);
            announce("LEFT " + name);
            match.winner().ifPresent(this::finish);
            settle();
        }
        player.dismiss("BYE");
    }

    private void finish(String winner) {
        System.out.println("OVER " + winner + " wins");
        clear("OVER " + winner + " wins");
    }

    /** Somebody wants this server gone: those who play finish their match, those who wait for one go elsewhere. */
    void drain() {
        draining = true;
        sendAway();
    }

    /** Nobody wants it gone any more. */
    void carryOn() {
        draining = false;
    }

    /** This process is to end: completes when the match is over. */
    CompletableFuture<Void> end() {
        tell(() -> {
            ending = true;
            sendAway();
        });
        return over;
    }

    private void sendAway() {
        if (!match.isRunning()) {
            clear(CLOSING);
        }
    }

    private void clear(String lastWord) {
        seated.values().forEach(player -> part(player, lastWord));
        seated.clear();
        match = new Match(config);
        settle();
    }

    /** Whose last word is still on its way would lose it if this server was deleted now. */
    private void part(Player player, String lastWord) {
        parting++;
        player.dismiss(lastWord);
        player.toldAll()
                .thenRun(() -> tell(() -> {
                    parting--;
                    settle();
                }));
    }

    /** Tells Fermata how many are here, and that this server may be deleted if nobody is. */
    void settle() {
        fermata.reportPlayers(seated.size());
        if (seated.isEmpty() && asking == 0 && parting == 0) {
            fermata.allowDeletionAsync();
            if (ending) {
                over.complete(null);
            }
        }
    }

    private void announce(String line) {
        System.out.println(line);
        seated.values().forEach(player -> player.send(line));
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
