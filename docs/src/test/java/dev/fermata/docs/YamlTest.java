package dev.fermata.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** YAML in pages is read strictly as the kind it says it is: a field that does not exist is an error. */
class YamlTest {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Server", Server.class,
            "Fleet", Fleet.class,
            "GameType", GameType.class,
            "GameAutoscaler", GameAutoscaler.class);

    private final ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private final KubernetesSerialization yaml = new KubernetesSerialization(strict, true);

    @Test
    void yamlInPagesFitsItsKind() {
        List<Page.Fence> fences = Page.fences("yaml");

        List<String> broken = fences.stream().flatMap(this::errors).toList();

        assertThat(broken).isEmpty();
        assertThat(fences).as("pages with YAML").isNotEmpty();
    }

    @Test
    void aMisspeltFieldIsFound() {
        String text = "apiVersion: fermata.dev/v1alpha1\nkind: Fleet\nmetadata: {name: a}\nspec: {replica: 3}";

        assertThat(errors(new Page.Fence(Page.all().get(0), 1, "yaml", text))).isNotEmpty();
    }

    private Stream<String> errors(Page.Fence fence) {
        return Stream.of(fence.text().split("(?m)^---$")).flatMap(document -> error(fence, document));
    }

    private Stream<String> error(Page.Fence fence, String document) {
        try {
            Map<?, ?> object = yaml.unmarshal(document, Map.class);
            Class<? extends HasMetadata> kind = KINDS.get(String.valueOf(object.get("kind")));
            if (kind != null) {
                yaml.unmarshal(document, kind);
            }
            return Stream.empty();
        } catch (RuntimeException e) {
            return Stream.of(fence + " " + e.getMessage());
        }
    }
}
