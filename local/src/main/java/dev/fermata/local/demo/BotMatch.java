package dev.fermata.local.demo;

import dev.fermata.local.screen.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two bots who play a match of the example game against each other over two sockets, as slowly as the story needs. They notice if
 * it does not end by itself.
 */
final class BotMatch implements AutoCloseable {
    /** As the game has it: who has so many points first wins. */
    private static final int POINTS_TO_WIN = 10;

    private final List<Bot> bots;
    private int points;

    private BotMatch(List<Bot> bots) {
        this.bots = bots;
    }

    /** Joins both, and returns when the match has begun. */
    static BotMatch start(Address server, List<String> names) throws IOException {
        List<Bot> bots = List.of(Bot.join(server, names.getFirst()), Bot.join(server, names.getLast()));
        for (Bot bot : bots) {
            bot.hears("START");
        }
        return new BotMatch(bots);
    }

    /** Whether one more point would win it. */
    boolean isMatchPoint() {
        return points == 2 * (POINTS_TO_WIN - 1);
    }

    /** The bots score in turns, up to the last point but one each: this match is over when {@link #finish} says so. */
    void point() throws IOException {
        if (!isMatchPoint()) {
            score();
        }
    }

    /** Plays the match to its end, at which the game ends the connections; what each heard last before that. */
    List<String> finish() throws IOException {
        while (!isMatchPoint()) {
            score();
        }
        score();
        List<String> heard = new ArrayList<>();
        for (Bot bot : bots) {
            heard.add(bot.hears("OVER"));
            bot.hearsNothingMore();
        }
        return heard;
    }

    private void score() throws IOException {
        Bot scorer = bots.get(points % 2);
        scorer.says("POINT");
        points++;
        for (Bot bot : bots) {
            bot.hears("SCORE " + scorer.name() + " " + (points + 1) / 2);
        }
    }

    @Override
    public void close() {
        bots.forEach(Bot::close);
    }
}
