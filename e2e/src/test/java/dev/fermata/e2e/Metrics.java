package dev.fermata.e2e;

/** Prometheus' text format, as far as it is needed. */
final class Metrics {
    private Metrics() {}

    /** The sum of all series of this name with this label, as it is written. */
    static long sum(String text, String name, String label) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
