package dev.fermata.operator.shell.config;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of what a container uses, as in {@code cpu=10m,memory=32Mi}.
 *
 * @param setting which knob has them
 * @param texts a quantity, as it was given, for each name
 */
record Amounts(Setting setting, Map<String, String> texts) {
    private static final String NONE = "none";
    private static final Pattern AMOUNT =
            Pattern.compile("(cpu|memory|ephemeral-storage)=([0-9]+(?:\\.[0-9]+)?(?:m|[kMGTPE]|[KMGTPE]i)?)");

    /** Reads them; each that is none is a fault, and left out. */
    static Amounts read(Setting setting, String text, List<String> faults) {
        Map<String, String> texts = new TreeMap<>();
        if (!text.equals(NONE)) {
            for (String part : text.split(",", -1)) {
                Matcher amount = AMOUNT.matcher(part.strip());
                if (!amount.matches()) {
                    faults.add(setting.label() + " has '" + part.strip() + "'; give cpu, memory or ephemeral-storage,"
                            + " = and a quantity, as in cpu=10m,memory=32Mi, or " + NONE);
                } else if (texts.put(amount.group(1), amount.group(2)) != null) {
                    faults.add(setting.label() + " has " + amount.group(1) + " twice; give it once");
                }
            }
        }
        return new Amounts(setting, texts);
    }

    /** It is a fault if more is asked for than there may be: the API server would refuse every Pod. */
    void checkWithin(Amounts limits, List<String> faults) {
        texts.forEach((name, text) -> {
            String limit = limits.texts().get(name);
            if (limit != null && amount(text).compareTo(amount(limit)) > 0) {
                faults.add(setting.label() + " has " + name + "=" + text + ", which is more than the " + limit + " of "
                        + limits.setting().label() + "; ask for less, or raise the limit");
            }
        });
    }

    private static BigDecimal amount(String text) {
        return new Quantity(text).getNumericalAmount();
    }
}
