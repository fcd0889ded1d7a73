package dev.fermata.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of the repository. */
record Page(Path file, String text) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s*\\[]+)\\)");

    /** A fenced block: {@code line} is where its text starts. */
    record Fence(Page page, int line, String language, String text) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /** All pages, build output aside. */
    static List<Page> all() {
        Path root = root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !root.relativize(file).toString().contains("target"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository's root, seen from this module. */
    static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    static List<Fence> fences(String language) {
        return all().stream()
                .flatMap(page -> page.fences().stream())
                .filter(fence -> fence.language().equals(language))
                .toList();
    }

    /** Links to files of the repository, without their anchors; what looks like one in code is none. */
    List<String> localLinks() {
        return LINK.matcher(text.replaceAll("`[^`\\n]*`", ""))
                .results()
                .map(link -> link.group(1).replaceFirst("#.*", ""))
                .filter(link -> !link.isEmpty() && !link.contains("://"))
                .toList();
    }

    List<Fence> fences() {
        List<Fence> fences = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).startsWith("```")) {
                    end++;
                }
                String block = String.join("\n", lines.subList(i + 1, end));
                fences.add(new Fence(this, i + 2, lines.get(i).substring(3).strip(), block));
                i = end;
            }
        }
        return fences;
    }

    private static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return root().relativize(file).toString();
    }
}
