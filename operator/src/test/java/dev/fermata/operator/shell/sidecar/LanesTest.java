package dev.fermata.operator.shell.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final List<String> begun = new ArrayList<>();

    @Test
    void aNodeTakesNoMoreThanItsShare() {
        Lanes lanes = new Lanes(4, 2);

        enter(lanes, "lost", "a", "b", "c", "d");
        enter(lanes, "good", "e", "f");

        assertThat(begun).containsExactly("a", "b", "e", "f");
    }

    @Test
    void allTogetherTakeNoMoreThanThereIs() {
        Lanes lanes = new Lanes(2, 2);

        enter(lanes, "one", "a");
        enter(lanes, "two", "b");
        enter(lanes, "three", "c");

        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void whoeverLeavesLetsTheNextOneBegin() {
        Lanes lanes = new Lanes(2, 1);
        enter(lanes, "one", "a", "b");

        lanes.leave("one");

        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void nodesTakeTurns() {
        Lanes lanes = new Lanes(1, 1);
        enter(lanes, "one", "a1", "a2", "a3");
        enter(lanes, "two", "b1", "b2");

        lanes.leave("one");
        lanes.leave("one");
        lanes.leave("two");
        lanes.leave("one");

        assertThat(begun).containsExactly("a1", "a2", "b1", "a3", "b2");
    }

    @Test
    void aWaitingNodeWithoutAPlaceHoldsUpNoOther() {
        Lanes lanes = new Lanes(3, 1);
        enter(lanes, "lost", "l1", "l2");
        enter(lanes, "one", "a1", "a2");

        lanes.leave("one");

        assertThat(begun).containsExactly("l1", "a1", "a2");
    }

    private void enter(Lanes lanes, String node, String... names) {
        for (String name : names) {
            lanes.enter(node, () -> begun.add(name));
        }
    }
}
