package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Games that allow and hold again, and again, while somebody deletes and evicts all that can be: none ends that had been told that it is
 * guarded. By {@code -Dfermata.flips=3000 -Dfermata.flips.servers=40} a longer trial.
 */
@Scenario
class FlipTest {
    private static final int FLIPS = Integer.getInteger("fermata.flips", 20);
    private static final int TELL = 100;
    private static final int SERVERS = Integer.getInteger("fermata.flips.servers", 4);

    /** Its last word, when it is told to end, is how it stood, and how often it had been guarded. */
    private static final String GAME = """
        stand=local; times=0; answer=
        trap 'case "$answer" in *guarded*) stand=guarded;; esac; echo "$stand $times" > /dev/termination-log; exit 0' TERM
        say() { wget -q -O - --header 'Content-Type: application/json' --post-data "{\\"allowed\\": $1}" $FERMATA_URL/allow_delete; }
        while true; do
          stand=free; answer=
          say true > /dev/null
          case $((RANDOM % 4)) in 0) sleep 0.$((RANDOM % 8));; esac
          stand=local
          until answer=$(say false) && case "$answer" in *guarded*) true;; *) false;; esac; do sleep 0.2; done
          stand=guarded; times=$((times + 1)); echo guarded
          sleep 0.$((RANDOM % 10))
        done
        """;

    @Test
    void noGameEndsThatWasToldThatItIsGuarded(World world) {
        Guards.areInstalled(world.cluster());
        world.fleetOf("arena", SERVERS, GAME);
        try (Endings endings = Endings.in(world)) {
            Attack attack = new Attack(world);
            int guarded = 0;
            while (guarded < FLIPS || attack.refused == 0 || endings.words().isEmpty()) {
                int before = guarded;
                attack.strike();
                guarded = endings.times() + times(world);
                if (guarded / TELL > before / TELL) {
                    System.out.println("guarded " + guarded + " times; " + attack.tries + " tries to end a game, "
                            + attack.refused + " refused; " + endings.words().size() + " games ended");
                }
                assertThat(endings.words()).as("games that ended").noneMatch(word -> word.startsWith("guarded"));
            }
        }
    }

    /** How often those were guarded that are there. */
    private static int times(World world) {
        return (int) world.servers()
                .flatMap(server -> server.game().lines())
                .filter(line -> line.equals("guarded"))
                .count();
    }

    /**
     * Ends what can be ended, in every way that a policy or a budget is against; each game now and then only, for a guard that was lifted
     * takes a second or two to be there again: tried all the time, hardly a game would live to be guarded twice.
     */
    private static final class Attack {
        private static final int ONE_IN = 4;

        private final World world;
        private final Random random = new Random(1);
        private int tries;
        private int refused;

        Attack(World world) {
            this.world = world;
        }

        void strike() {
            for (String pod : ready()) {
                if (random.nextInt(ONE_IN) == 0) {
                    Answer answer = random.nextBoolean()
                            ? world.cluster().evict(pod)
                            : world.cluster().delete(pod);
                    tries++;
                    refused += answer.code() == 403 || answer.code() == 429 ? 1 : 0;
                }
            }
        }

        /** Before that there is no game yet, and no guard against an eviction. */
        private List<String> ready() {
            return world.cluster()
                    .get(world.namespace().path("Server"))
                    .orFail()
                    .path("items")
                    .valueStream()
                    .filter(server -> server.at("/status/phase").asText().equals("Ready"))
                    .map(server -> new Server(world, server.at("/metadata/name").asText()).pod())
                    .toList();
        }
    }
}
