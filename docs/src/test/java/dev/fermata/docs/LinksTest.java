package dev.fermata.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void everyLinkToAFileLeadsToOne() {
        List<String> dead = Page.all().stream().flatMap(LinksTest::dead).toList();

        assertThat(dead).isEmpty();
    }

    @Test
    void thePagesThatAReaderStartsFromAreSeen() {
        assertThat(Page.all())
                .extracting(Page::toString)
                .contains("README.md", "ARCHITECTURE.md", "docs/adr/README.md");
    }

    private static Stream<String> dead(Page page) {
        return page.localLinks().stream()
                .filter(link -> !Files.exists(page.file().resolveSibling(link)))
                .map(link -> page + " links to " + link);
    }
}
