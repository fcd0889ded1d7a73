package dev.fermata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/api.md");

    @Test
    void thePageIsWhatTheCrdsSay() {
        String page = ApiReference.page();
        if (Crds.rendering()) {
            Crds.write(PAGE, page);
        }
        assertThat(Crds.read(PAGE))
                .as("run with -Dfermata.render=true to write the page")
                .isEqualTo(page);
    }
}
