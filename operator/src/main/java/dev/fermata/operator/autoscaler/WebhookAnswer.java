package dev.fermata.operator.autoscaler;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.charset.StandardCharsets;

/** Reads what a webhook answered: {@code {"scale": bool, "desired_replicas": n}}, and takes nothing for it that is not. */
public final class WebhookAnswer {
    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .reader();
    private static final String SCALE = "scale";
    private static final String DESIRED = "desired_replicas";
    private static final int HUNDRED = 100;
    private static final int SUCCESS = 2;
    private static final int REDIRECTION = 3;

    private WebhookAnswer() {}

    /**
     * Any body, of any status.
     *
     * @param status HTTP status
     */
    public static Outcome read(int status, byte[] body) {
        return switch (status / HUNDRED) {
            case SUCCESS -> read(body);
            case REDIRECTION ->
                new Outcome.Failed(
                        Trouble.REDIRECTED, "The webhook redirects (HTTP " + status + "); nothing is followed.");
            default -> new Outcome.Failed(Trouble.REFUSED, "The webhook answered HTTP " + status + ".");
        };
    }

    private static Outcome read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return not("is empty");
        }
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return not("is no JSON document");
        }
    }

    private static Outcome read(JsonNode answer) {
        if (!answer.isObject()) {
            return not("is no JSON object");
        }
        JsonNode scale = answer.path(SCALE);
        if (!scale.isBoolean()) {
            return not("must have " + SCALE + ", true or false");
        }
        return scale.booleanValue() ? wanted(answer.path(DESIRED)) : new Outcome.Holds();
    }

    private static Outcome wanted(JsonNode desired) {
        if (!desired.isIntegralNumber()) {
            return not("must have " + DESIRED + ", a whole number, if " + SCALE + " is true");
        }
        if (!desired.canConvertToInt()) {
            return not("has a " + DESIRED + " beyond " + Integer.MAX_VALUE + ", or far below 0");
        }
        return desired.intValue() < 0 ? not("has a negative " + DESIRED) : new Outcome.Wants(desired.intValue());
    }

    private static Outcome not(String fault) {
        return new Outcome.Failed(Trouble.NOT_UNDERSTOOD, "The webhook's answer " + fault + ".");
    }
}
