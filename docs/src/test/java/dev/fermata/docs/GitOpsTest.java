package dev.fermata.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntimeFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** What tools are told of a GameType's health is what they should make of each reason that there is. */
class GitOpsTest {
    private static final Pattern ROW = Pattern.compile("\\| (True|False) (\\w+) \\|");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void argoCdUnderstandsEveryReason() {
        Map<String, String> health = new TreeMap<>();
        reasons().forEach((reason, status) -> health.put(reason, argo(gameType(3, 3, status, reason))));

        assertThat(health)
                .isEqualTo(Map.of(
                        "NewRevision", "Progressing",
                        "NewRevisionAvailable", "Healthy",
                        "Paused", "Suspended",
                        "ProgressDeadlineExceeded", "Degraded",
                        "Replacing", "Progressing",
                        "RolledBack", "Degraded",
                        "RollingBack", "Progressing",
                        "UnknownRevision", "Degraded",
                        "WaitingForGames", "Progressing",
                        "WaitingForServers", "Progressing"));
    }

    @Test
    void fluxUnderstandsEveryReason() throws Exception {
        Map<String, String> health = new TreeMap<>();
        for (Map.Entry<String, String> reason : reasons().entrySet()) {
            health.put(reason.getKey(), flux(gameType(3, 3, reason.getValue(), reason.getKey())));
        }

        assertThat(health)
                .isEqualTo(Map.of(
                        "NewRevision", "waits",
                        "NewRevisionAvailable", "current",
                        "Paused", "failed",
                        "ProgressDeadlineExceeded", "failed",
                        "Replacing", "waits",
                        "RolledBack", "failed",
                        "RollingBack", "waits",
                        "UnknownRevision", "failed",
                        "WaitingForGames", "waits",
                        "WaitingForServers", "waits"));
    }

    @Test
    void neitherTakesTheStatusOfTheVersionBeforeForThatOfThisOne() throws Exception {
        String stale = gameType(4, 3, "True", "NewRevisionAvailable");
        String fresh = "metadata: {generation: 1}\nstatus: {}\n";

        assertThat(argo(stale)).isEqualTo("Progressing");
        assertThat(flux(stale)).isEqualTo("inProgress");
        assertThat(argo(fresh)).isEqualTo("Progressing");
        assertThat(flux(fresh)).isEqualTo("inProgress");
    }

    /** All there are, with the condition's status: as the page that is rendered from the code has them. */
    private static Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        page("rollout.md")
                .text()
                .lines()
                .flatMap(line -> ROW.matcher(line).results())
                .forEach(row -> reasons.put(row.group(2), row.group(1)));
        return reasons;
    }

    private static String gameType(int generation, int observed, String status, String reason) {
        return """
            metadata: {generation: %d}
            status:
              observedGeneration: %d
              conditions:
                - {type: Available, status: "True", reason: MinimumReplicasAvailable, message: some}
                - {type: Progressing, status: "%s", reason: %s, message: some}
            """.formatted(generation, observed, status, reason);
    }

    private static String argo(String gameType) {
        Globals globals = JsePlatform.standardGlobals();
        globals.set("obj", lua(Serialization.unmarshal(gameType, JsonNode.class)));
        String script = fence("gitops.md", "lua");
        return globals.load(script, "health").call().get("status").tojstring();
    }

    private static LuaValue lua(JsonNode node) {
        if (node.isObject()) {
            LuaTable table = new LuaTable();
            node.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
            return table;
        }
        if (node.isArray()) {
            List<LuaValue> values = new ArrayList<>();
            node.forEach(element -> values.add(lua(element)));
            return LuaValue.listOf(values.toArray(new LuaValue[0]));
        }
        return node.isNumber() ? LuaValue.valueOf(node.intValue()) : LuaValue.valueOf(node.asText());
    }

    /** In the order in which Flux evaluates them. */
    private static String flux(String gameType) throws Exception {
        JsonNode checks = Serialization.unmarshal(fence("gitops.md", "yaml"), JsonNode.class)
                .at("/spec/healthCheckExprs/0");
        Map<String, Object> object = JSON.convertValue(
                Serialization.unmarshal(gameType, JsonNode.class),
                JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
        for (String outcome : List.of("inProgress", "failed", "current")) {
            if (cel(checks.path(outcome).asText(), object)) {
                return outcome;
            }
        }
        return "waits";
    }

    private static boolean cel(String expression, Map<String, Object> object) throws Exception {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("metadata", SimpleType.DYN)
                .addVar("status", SimpleType.DYN)
                .build();
        Object result = CelRuntimeFactory.standardCelRuntimeBuilder()
                .build()
                .createProgram(compiler.compile(expression).getAst())
                .eval(object);
        return Boolean.TRUE.equals(result);
    }

    private static String fence(String page, String language) {
        return page(page).fences().stream()
                .filter(fence -> fence.language().equals(language))
                .map(Page.Fence::text)
                .findFirst()
                .orElseThrow();
    }

    private static Page page(String name) {
        return Page.all().stream()
                .filter(page -> page.file().endsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
