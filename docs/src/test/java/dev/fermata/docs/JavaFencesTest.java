package dev.fermata.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Java in pages compiles for Java 17 as it stands; a fence without a type is taken as statements of a method. */
class JavaFencesTest {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    @Test
    void javaInPagesCompiles() {
        List<Page.Fence> fences = Page.fences("java");

        List<String> broken = fences.stream().flatMap(this::errors).toList();

        assertThat(broken).isEmpty();
        assertThat(fences).as("pages with Java").isNotEmpty();
    }

    @Test
    void aFenceThatDoesNotCompileIsFound() {
        Page page = Page.all().get(0);

        assertThat(errors(new Page.Fence(page, 1, "java", "int i = \"three\";")))
                .isNotEmpty();
    }

    private Stream<String> errors(Page.Fence fence) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("--release", "17", "-proc:none", "-d", System.getProperty("java.io.tmpdir"));
        boolean compiled = compiler.getTask(null, null, found, options, null, List.of(source(fence.text())))
                .call();
        return compiled
                ? Stream.empty()
                : found.getDiagnostics().stream().map(diagnostic -> fence + " " + diagnostic.getMessage(null));
    }

    private static JavaFileObject source(String text) {
        String code = text.matches("(?s).*\\b(class|record|interface|enum) \\w+.*") ? text : inMethod(text);
        return new SimpleJavaFileObject(URI.create("string:///Fence.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }

            @Override
            public boolean isNameCompatible(String simpleName, Kind kind) {
                return true;
            }
        };
    }

    private static String inMethod(String text) {
        List<String> imports = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        text.lines().forEach(line -> (line.startsWith("import ") ? imports : statements).add(line));
        return String.join("\n", imports) + "\nclass Fence { void run() throws Exception {\n"
                + String.join("\n", statements) + "\n} }";
    }
}
