package dev.fermata.wire;

import static dev.fermata.wire.Documents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The JSON of each document, written out: what is changed here breaks a program that somebody has deployed. */
class GoldenJsonTest {
    private static final String DRAIN = "{'reason':'ScaleDown','message':'5 replicas became 3',"
            + "'requestedAt':'2026-01-31T12:00:00Z','deadline':'2026-01-31T12:10:00Z'}";
    private static final String QUIET =
            "'instance':'a1b2','version':0,'allowed':false,'sealed':false,'terminating':false,'guard':'unknown'";
    private static final String BUSY =
            "'instance':'a1b2','version':7,'allowed':true,'sealed':true,'terminating':true,'guard':'lifted','drain':"
                    + DRAIN + ",'players':12";
    private static final String ARENA = "'name':'arena-7f9c-0','namespace':'games',"
            + "'uid':'0b5c1f9e-7d4e-4a39-9a4f-2f8f3c1f5a11','fleet':'arena-7f9c','gameType':'arena','capacity':16";

    record Golden(WireDocument document, String json, List<Function<byte[], WireDocument>> readers) {
        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only copies them
        static Golden of(WireDocument document, String json, Function<byte[], WireDocument>... readers) {
            return new Golden(document, json.replace('\'', '"'), List.of(readers));
        }

        @Override
        public String toString() {
            return json;
        }
    }

    private static final ServerIdentity ALONE = new ServerIdentity("solo", "games", "u-1", null, null, null);
    static final List<Golden> DOCUMENTS = List.of(
            Golden.of(new Permission(true), "{'allowed':true}", Permission::ofRequest, Permission::ofResponse),
            Golden.of(new Permission(false), "{'allowed':false}", Permission::ofRequest, Permission::ofResponse),
            Golden.of(PermissionAnswer.granted(), "{'allowed':true}", PermissionAnswer::ofResponse),
            Golden.of(
                    PermissionAnswer.held(Hold.GUARDED),
                    "{'allowed':false,'hold':'guarded'}",
                    PermissionAnswer::ofResponse),
            Golden.of(
                    PermissionAnswer.held(Hold.LOCAL),
                    "{'allowed':false,'hold':'local'}",
                    PermissionAnswer::ofResponse),
            Golden.of(
                    new HoldRefusal("too late", Hold.SEALED),
                    "{'error':'too late','hold':'sealed'}",
                    HoldRefusal::ofResponse),
            Golden.of(
                    new HoldRefusal("too late", Hold.TERMINATING),
                    "{'error':'too late','hold':'terminating'}",
                    HoldRefusal::ofResponse),
            Golden.of(new Shutdown(true), "{'shutdown':true}", Shutdown::ofResponse),
            Golden.of(Health.OK, "{'status':'ok'}", Health::ofResponse),
            Golden.of(new Players(12), "{'count':12}", Players::ofRequest, Players::ofResponse),
            Golden.of(Documents.DRAIN, DRAIN, DrainNotice::ofRequest),
            Golden.of(
                    new DrainNotice("Requested", null, Documents.NOON, null),
                    "{'reason':'Requested','requestedAt':'2026-01-31T12:00:00Z'}",
                    DrainNotice::ofRequest),
            Golden.of(
                    new GuardAcknowledgement("a1b2", 7, Guard.NONE),
                    "{'instance':'a1b2','version':7,'guard':'none'}",
                    GuardAcknowledgement::ofRequest),
            Golden.of(
                    new Nudge("games", "arena-0", "u-1"),
                    "{'namespace':'games','name':'arena-0','uid':'u-1'}",
                    Nudge::ofRequest),
            Golden.of(new ErrorDocument("no"), "{'error':'no'}", ErrorDocument::ofResponse),
            Golden.of(Documents.QUIET, "{" + QUIET + "}", SidecarState::ofResponse),
            Golden.of(Documents.BUSY, "{" + BUSY + "}", SidecarState::ofResponse),
            Golden.of(
                    new SealRefusal("held", Documents.QUIET),
                    "{'error':'held','state':{" + QUIET + "}}",
                    SealRefusal::ofResponse),
            Golden.of(
                    new ServerDocument(ALONE, Documents.QUIET),
                    "{'name':'solo','namespace':'games','uid':'u-1'," + QUIET + "}",
                    ServerDocument::ofResponse),
            Golden.of(
                    new ServerDocument(Documents.ARENA, Documents.BUSY),
                    "{" + ARENA + "," + BUSY + "}",
                    ServerDocument::ofResponse));

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void a_document_is_written_as_agreed(Golden golden) {
        assertThat(golden.document().toJson()).isEqualTo(golden.json());
    }

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void what_was_agreed_is_read_as_the_document(Golden golden) {
        assertThat(golden.readers())
                .isNotEmpty()
                .allSatisfy(
                        reader -> assertThat(reader.apply(utf8(golden.json()))).isEqualTo(golden.document()));
    }

    @Test
    void every_kind_of_document_is_here() {
        assertThat(DOCUMENTS.stream()
                        .<Class<?>>map(golden -> golden.document().getClass())
                        .distinct())
                .containsExactlyInAnyOrder(WireDocument.class.getPermittedSubclasses());
    }

    @Test
    void an_event_names_its_kind_and_version_and_holds_the_document_in_one_line() {
        DrainNotice drain = new DrainNotice("Requested", "two\nlines", Documents.NOON, null);
        SidecarState state = new SidecarState("i", 3, false, false, false, Guard.NONE, drain, null);
        ServerDocument document = new ServerDocument(Documents.ARENA, state);

        assertThat(ServerEvents.event(document).split("\n", -1))
                .containsExactly("event: server", "id: 3", "data: " + document.toJson(), "", "");
    }
}
