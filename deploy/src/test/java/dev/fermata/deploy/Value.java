package dev.fermata.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A value of {@code values.yaml} that is no map of others.
 *
 * @param path names with dots between, such as {@code image.tag}
 * @param fallback its default, as it is written there
 * @param meaning the comment above it
 */
record Value(String path, String fallback, String meaning) {

    /** All of them, in the order in which they are there. */
    static List<Value> all() throws IOException {
        return read(Files.readAllLines(Chart.FOLDER.resolve("values.yaml")));
    }

    String row() {
        return "| `" + path + "` | " + (fallback.isEmpty() ? "" : "`" + fallback + "`") + " | " + meaning + " |\n";
    }

    private static List<Value> read(List<String> lines) {
        List<Value> values = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        String comment = "";
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("#")) {
                comment = (comment + " " + text.substring(1).strip()).strip();
            } else if (!text.isEmpty()) {
                int depth = (line.length() - line.stripLeading().length()) / 2;
                while (path.size() > depth) {
                    path.removeLast();
                }
                int colon = text.indexOf(':');
                path.addLast(text.substring(0, colon));
                boolean leaf = !text.endsWith(":");
                if (leaf) {
                    values.add(new Value(
                            String.join(".", path), text.substring(colon + 1).strip(), comment));
                }
                comment = "";
            }
        }
        return values;
    }
}
