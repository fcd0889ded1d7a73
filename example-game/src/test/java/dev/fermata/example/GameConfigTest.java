package dev.fermata.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GameConfigTest {
    @Test
    void nothingNeedsToBeSaid() {
        assertThat(GameConfig.of(Map.of())).isEqualTo(new GameConfig(7777, 8, 10));
    }

    @Test
    void whatIsSaidCounts() {
        assertThat(GameConfig.of(Map.of("PORT", "0", "FERMATA_CAPACITY", "4", "POINTS_TO_WIN", "3")))
                .isEqualTo(new GameConfig(0, 4, 3));
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithWhatWouldBeRight() {
        assertThatThrownBy(() -> GameConfig.of(Map.of("PORT", "http", "FERMATA_CAPACITY", "1", "POINTS_TO_WIN", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                    PORT must be a number from 0 to 65535, not 'http'
                    FERMATA_CAPACITY must be a number from 2 to 1000, not '1'
                    POINTS_TO_WIN must be a number from 1 to 1000, not ''\
                    """);
    }
}
