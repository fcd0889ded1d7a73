package dev.fermata.operator.shell.webhook;

import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Reads bearer tokens, each time one is needed: a new one is used at once, and none is kept. */
public final class Tokens {
    /** The one Secret of a namespace that tokens are in. The operator may read those of this name only. */
    static final String SECRET = "fermata-webhook-tokens";

    private final ApiServer api;

    public Tokens(ApiServer api) {
        this.api = api;
    }

    /** What the namespace's Secret has under the key, without space around it; absent if it has no such key, or is not there. */
    Optional<String> token(String namespace, String key) {
        return switch (api.get(Secret.class, new ObjectKey(namespace, SECRET))) {
            case ApiAnswer.Done<Secret>(Secret secret)
            when secret != null ->
                Optional.ofNullable(secret.getData())
                        .map((Map<String, String> data) -> data.get(key))
                        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).strip())
                        .filter(token -> token.matches("[!-~]+"));
            case ApiAnswer.Done<Secret> nothing -> Optional.empty();
            case ApiAnswer.Refused<Secret> refused -> Optional.empty();
        };
    }
}
