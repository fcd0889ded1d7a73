package dev.fermata.operator.shell.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.act.Cached;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Manner;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.EventWriter;
import dev.fermata.operator.shell.kube.FakeApi;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.sidecar.Conversations;
import dev.fermata.operator.shell.sidecar.SidecarCalls;
import dev.fermata.operator.shell.webhook.Asker;
import dev.fermata.operator.shell.webhook.Dialogues;
import dev.fermata.operator.shell.webhook.Names;
import dev.fermata.operator.shell.webhook.Tokens;
import dev.fermata.operator.shell.webhook.WebhookCalls;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static final Pod ARENA = new PodBuilder()
            .withKind("Pod")
            .withNewMetadata()
            .withNamespace("games")
            .withName("arena-0")
            .withUid("p1")
            .withResourceVersion("7")
            .endMetadata()
            .build();
    private static final Duration LATER = Duration.ofMinutes(9);
    private static final Plan MARK =
            new Plan(Set.of(), List.of(new Step.MarkActive(Target.of(ARENA))), List.of(), LATER);

    private final FakeApi fake = new FakeApi();
    private final ManualClock clock = new ManualClock();
    private final EventWriter events = new EventWriter(fake.api(), clock, "op");
    private final WebhookCalls webhooks = new WebhookCalls(
            new Dialogues(),
            new Asker(Names.ofSystem(), new Tokens(fake.api()), false),
            clock,
            (place, exchange) -> {});
    private final SidecarCalls calls = new SidecarCalls(
            new SidecarCalls.Means(new Conversations(), pod -> Optional.empty(), keys(), clock),
            (place, call, result) -> {});
    private final Memory memory = new Memory();
    private final Turn turn = turn();
    private int finished;

    @AfterEach
    void close() {
        webhooks.close();
        calls.close();
        events.close();
        fake.close();
    }

    /** An exception would be logged by the SDK as an uncaught error, for each Server of a large Fleet that goes. */
    @Test
    void aWorldThatMovedOnIsNoFaultAndIsLookedAtAgainLessAndLessOften() {
        for (int i = 0; i < 9; i++) {
            fake.refuses(409, "Conflict", "changed");
        }

        assertThat(Stream.generate(() -> take(MARK)).limit(9))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L);
    }

    @Test
    void aPlanThatIsFinishedBeginsTheCountAnew() {
        fake.refuses(409, "Conflict", "changed").refuses(409, "Conflict", "changed");
        fake.will(200, ARENA).refuses(409, "Conflict", "changed");

        assertThat(Stream.generate(() -> take(MARK)).limit(4))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), LATER, Duration.ofSeconds(1));
    }

    @Test
    void ofWhatIsGoneNothingIsRemembered() {
        fake.refuses(409, "Conflict", "changed").refuses(409, "Conflict", "changed");

        take(MARK);
        turn.over(ARENA);

        assertThat(take(MARK)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aMindIsToldOnceAllOfItsPlanWentThroughAndNotBefore() {
        fake.refuses(409, "Conflict", "changed").will(200, ARENA);

        take(MARK);
        assertThat(finished).isZero();
        take(MARK);
        assertThat(finished).isOne();
    }

    @Test
    void anApiServerThatGivesNoAnswerAndAFaultAreThrown() {
        fake.refuses(403, "Forbidden", "no");

        assertThatThrownBy(() -> take(answers -> Plan.ask(Question.LIVE_POD)))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("cannot read Pod games/arena-0");
        assertThatThrownBy(() -> take(answers -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    private Duration take(Plan plan) {
        return take(answers -> plan);
    }

    private Duration take(Function<Answers, Plan> decision) {
        return turn.take(ARENA, new Turn.Mind() {
                    @Override
                    public Plan decide(Answers answers) {
                        return decision.apply(answers);
                    }

                    @Override
                    public String nodeName() {
                        return "";
                    }

                    @Override
                    public void done() {
                        finished++;
                    }
                })
                .getScheduleDelay()
                .map(Duration::ofMillis)
                .orElseThrow();
    }

    private Turn turn() {
        Effects.Known known = new Effects.Known(
                new Cached<>(Pod.class, place -> Optional.of(ARENA), new OwnWrites<>(clock)),
                new Cached<>(Server.class, place -> Optional.empty(), new OwnWrites<>(clock)),
                new Cached<>(Fleet.class, place -> Optional.empty(), new OwnWrites<>(clock)),
                new Cached<>(GameType.class, place -> Optional.empty(), new OwnWrites<>(clock)),
                new Cached<>(GameAutoscaler.class, place -> Optional.empty(), new OwnWrites<>(clock)));
        Effects.Tools tools =
                new Effects.Tools(fake.api(), calls, webhooks, events, clock, (subject, step) -> {}, () -> true);
        return new Turn(
                new LiveReads(fake.api(), Set.of()), new Effects(Manner.IN_ORDER, tools, known, memory), memory);
    }

    private InstallKeys keys() {
        try (FakeApi secrets = new FakeApi()) {
            secrets.will(200, "{\"data\":{\"k1\":\"" + Base64.getEncoder().encodeToString(new byte[32]) + "\"}}");
            return InstallKeys.open(secrets.api(), "ops", clock);
        }
    }
}
