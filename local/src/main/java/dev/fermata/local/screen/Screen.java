package dev.fermata.local.screen;

import java.util.List;

/** Where the story is told. */
public interface Screen {
    /** A new chapter, in one sentence. */
    void chapter(String sentence);

    /** Something that was checked and holds. */
    void holds(String fact);

    /** How things stand. */
    void show(List<Row> rows);

    /** The last word: nothing is shown after it. */
    void end(String word);
}
