package dev.fermata.example.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import java.util.Map;

/** A webhook for a GameAutoscaler: keeps so many Servers free, beside those that are busy. */
public final class Webhook {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Webhook() {}

    /** PORT is where it listens, FREE how many Servers it keeps free. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        int free = Integer.parseInt(System.getenv().getOrDefault("FREE", "2"));
        System.out.println("asked on port " + start(port, free).port());
    }

    static Javalin start(int port, int free) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    Tls.ifTold(config, port);
                    config.routes.post("/scale", asked -> asked.json(answer(asked.body(), free)));
                })
                .start(port);
    }

    /** Servers that start are on their way: none is ordered twice, and none goes while they do. */
    static Map<String, Object> answer(String question, int free) {
        JsonNode json = read(question);
        int current = number(json, "current_replicas");
        int ready = number(json, "ready_replicas");
        long desired = Math.max(0, ready - number(json, "allowed_replicas")) + (long) free;
        long told = Math.min(Integer.MAX_VALUE, ready < current ? Math.max(current, desired) : desired);
        return Map.of("scale", true, "desired_replicas", told);
    }

    private static JsonNode read(String question) {
        try {
            return JSON.readTree(question);
        } catch (JsonProcessingException e) {
            throw new BadRequestResponse("this is no JSON");
        }
    }

    private static int number(JsonNode json, String field) {
        JsonNode number = json.path(field);
        if (!number.isInt() || number.intValue() < 0) {
            throw new BadRequestResponse(field + " must be a number of Servers");
        }
        return number.intValue();
    }
}
