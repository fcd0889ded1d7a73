package dev.fermata.sidecar.metrics;

/** A page of metrics in Prometheus' text format, version 0.0.4, while it is being written. */
final class MetricsPage {
    private static final String PREFIX = "fermata_sidecar_";

    private final StringBuilder page = new StringBuilder(2048);

    MetricsPage family(String name, String type, String help) {
        page.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        page.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
        return this;
    }

    /** One line; the labels are {@code name="value"}, separated by commas, or empty. */
    MetricsPage sample(String name, String labels, long value) {
        page.append(PREFIX).append(name);
        if (!labels.isEmpty()) {
            page.append('{').append(labels).append('}');
        }
        page.append(' ').append(value).append('\n');
        return this;
    }

    MetricsPage gauge(String name, String help, long value) {
        return family(name, "gauge", help).sample(name, "", value);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
