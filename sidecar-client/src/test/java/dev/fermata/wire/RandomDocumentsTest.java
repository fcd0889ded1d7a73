package dev.fermata.wire;

import static dev.fermata.wire.Documents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What no table thinks of. A failure names its seed; {@code -Dseed=…} repeats it. */
class RandomDocumentsTest {
    private static final int RUNS = 3_000;
    private static final String SPLINTERS = "{}[]\":,\\ \n0123456789.-+eEtrufalsn\u0000é\u2028";

    private static final List<Function<byte[], WireDocument>> READERS = List.of(
            Permission::ofRequest,
            PermissionAnswer::ofResponse,
            HoldRefusal::ofResponse,
            Shutdown::ofResponse,
            Health::ofResponse,
            Players::ofRequest,
            DrainNotice::ofRequest,
            GuardAcknowledgement::ofRequest,
            Nudge::ofRequest,
            ErrorDocument::ofResponse,
            SidecarState::ofResponse,
            SealRefusal::ofResponse,
            ServerDocument::ofResponse);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void what_was_written_is_read_back_as_it_was() {
        for (int i = 0; i < RUNS; i++) {
            ServerDocument server = Documents.server(random);
            SealRefusal refusal = new SealRefusal("x" + Documents.sentence(random), server.state());
            DrainNotice drain = Documents.drain(random);

            assertThat(ServerDocument.ofResponse(server.toBytes()))
                    .as("seed %s", seed)
                    .isEqualTo(server);
            assertThat(SealRefusal.ofResponse(refusal.toBytes()))
                    .as("seed %s", seed)
                    .isEqualTo(refusal);
            assertThat(DrainNotice.ofRequest(drain.toBytes()))
                    .as("seed %s", seed)
                    .isEqualTo(drain);
        }
    }

    @Test
    void a_broken_document_is_refused_or_read_but_never_anything_else() {
        for (int i = 0; i < RUNS; i++) {
            byte[] broken = utf8(broken(Documents.server(random).toJson()));
            if (random.nextInt(8) == 0) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            for (Function<byte[], WireDocument> reader : READERS) {
                read(reader, broken);
            }
        }
    }

    private String broken(String json) {
        StringBuilder broken = new StringBuilder(json);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(broken.length());
            char splinter = SPLINTERS.charAt(random.nextInt(SPLINTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> broken.setCharAt(at, splinter);
                case 1 -> broken.insert(at, splinter);
                case 2 -> broken.delete(at, Math.min(broken.length() - 1, at + 1 + random.nextInt(5)));
                default -> broken.setLength(at + 1);
            }
        }
        return broken.toString();
    }

    private void read(Function<byte[], WireDocument> reader, byte[] json) {
        try {
            WireDocument read = reader.apply(json);
            assertThat(read.toJson()).as("seed %s", seed).startsWith("{");
        } catch (WireException e) {
            assertThat(e.getMessage()).as("seed %s", seed).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
