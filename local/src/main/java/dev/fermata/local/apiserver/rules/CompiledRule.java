package dev.fermata.local.apiserver.rules;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.fermata.local.apiserver.schema.Schema;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One rule, compiled when it is first needed. Types are not checked: the rules of real CRDs were, by a real API server. */
final class CompiledRule {
    private static final Pattern OLD_SELF = Pattern.compile("\\boldSelf\\b");
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableQuotedIdentifierSyntax(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .build();

    private final Schema.Rule rule;
    private final boolean aboutChange;
    private CelRuntime.@Nullable Program program;

    CompiledRule(Schema.Rule rule) {
        this.rule = rule;
        this.aboutChange = OLD_SELF.matcher(rule.rule()).find();
    }

    /** The compiler and the runtime, which take a moment to make and are the same for all rules. */
    private static final class Engine {
        static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings(), CelExtensions.lists(), CelExtensions.sets(OPTIONS))
                .addFunctionDeclarations(KubernetesFunctions.declarations())
                .addVar("self", SimpleType.DYN)
                .addVar("oldSelf", SimpleType.DYN)
                .build();
        static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.strings(), CelExtensions.lists(), CelExtensions.sets(OPTIONS))
                .addFunctionBindings(KubernetesFunctions.bindings())
                .build();

        private Engine() {}

        static CelRuntime.Program program(String expression) throws CelValidationException, CelEvaluationException {
            return RUNTIME.createProgram(COMPILER.compile(expression).getAst());
        }
    }

    Schema.Rule rule() {
        return rule;
    }

    /** Whether it compares with the object as it was. */
    boolean isAboutChange() {
        return aboutChange;
    }

    /** What is wrong; null if the rule holds. */
    @Nullable
    String complaint(Map<String, Object> variables) {
        try {
            return Boolean.TRUE.equals(program().eval(variables)) ? null : message(variables);
        } catch (CelValidationException malformed) {
            throw new IllegalArgumentException("not a rule that can be evaluated here: " + rule.rule(), malformed);
        } catch (CelEvaluationException failed) {
            return failed.getMessage() + " evaluating rule: "
                    + (rule.message().isEmpty() ? rule.rule() : rule.message());
        }
    }

    /** Compiles it now. */
    void check() throws CelValidationException, CelEvaluationException {
        program();
        if (!rule.messageExpression().isEmpty()) {
            Engine.program(rule.messageExpression());
        }
    }

    private synchronized CelRuntime.Program program() throws CelValidationException, CelEvaluationException {
        if (program == null) {
            program = Engine.program(rule.rule());
        }
        return program;
    }

    private String message(Map<String, Object> variables) {
        if (!rule.messageExpression().isEmpty()) {
            try {
                if (Engine.program(rule.messageExpression()).eval(variables) instanceof String text
                        && !text.isBlank()) {
                    return text;
                }
            } catch (CelValidationException | CelEvaluationException failed) {
                // As the API server does: the plain message is good enough.
            }
        }
        return rule.message().isEmpty() ? "failed rule: " + rule.rule() : rule.message();
    }
}
