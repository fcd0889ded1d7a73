package dev.fermata.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The webhooks that the page shows are those that are tested, to the letter. */
class WebhookPageTest {
    @ParameterizedTest
    @CsvSource({
        "python, docs/examples/webhook/webhook.py",
        "java, example-webhook/src/main/java/dev/fermata/example/webhook/Webhook.java"
    })
    void the_page_shows_what_is_tested(String language, String file) throws IOException {
        String source = Files.readString(Page.root().resolve(file)).strip();

        assertThat(Page.fences(language))
                .filteredOn(fence -> fence.page().toString().equals("docs/guides/autoscaling.md"))
                .extracting(Page.Fence::text)
                .containsExactly(source);
    }
}
