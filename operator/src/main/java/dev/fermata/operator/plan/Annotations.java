package dev.fermata.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** Annotations of objects that may have none. */
public final class Annotations {
    private Annotations() {}

    /** The value; absent if there is no such annotation. */
    public static Optional<String> get(HasMetadata object, String key) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .map((Map<String, String> annotations) -> annotations.get(key));
    }
}
