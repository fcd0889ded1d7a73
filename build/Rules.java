import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Formats the Java sources of every module ({@code apply}), or says which break a rule of the house ({@code check}):
 * format, length of files and methods, number of parameters, words that a type's name may not end in, packages without {@code @NullMarked}.
 *
 * <p>Run by the root of the build on JDK 25. A line {@code // rule-exempt <rule>: <reason>} in a file, <rule> being one of
 * file-length, method-length, parameters or name, lifts that rule for the file.
 */
final class Rules {
    private static final int FILE_LINES = 300;
    private static final int TEST_FILE_LINES = 500;
    private static final int METHOD_LINES = 30;
    private static final int PARAMETERS = 4;
    private static final Pattern NAME = Pattern.compile("Abstract.*|.*(Util|Utils|Helper|Manager|Impl|Data)");
    private static final Pattern EXEMPT = Pattern.compile("// rule-exempt ([a-z-]+): \\S.*");

    private static final Path PASSED = Path.of("target", "rules", "passed");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final List<String> broken = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        boolean apply = arguments[0].equals("apply");
        Rules rules = new Rules();
        Set<String> known = Files.exists(PASSED) ? Set.copyOf(Files.readAllLines(PASSED)) : Set.of();
        List<String> passed = new ArrayList<>();
        for (Path file : sources()) {
            int before = rules.broken.size();
            if (!known.contains(fingerprint(file))) {
                rules.visit(file, apply);
            }
            if (rules.broken.size() == before) {
                passed.add(fingerprint(file));
            }
        }
        Files.write(PASSED, passed);
        rules.broken.forEach(System.err::println);
        if (!rules.broken.isEmpty()) {
            System.err.println(rules.broken.size() + " rule(s) broken; format with: mvn -q -Pformat");
            System.exit(1);
        }
    }

    /** A file's path and text, and these rules: what has passed once need not be looked at again. */
    private static String fingerprint(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Files.readAllBytes(Path.of("build", "Rules.java")));
        digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""), 20)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !("/" + file).contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    private void visit(Path file, boolean apply) throws Exception {
        String text = Files.readString(file);
        String formatted = formatter.formatSourceAndFixImports(text);
        if (!formatted.equals(text)) {
            if (apply) {
                Files.writeString(file, formatted);
            } else {
                broken.add(file + ": not formatted");
            }
        }
        measure(file, formatted);
    }

    private void measure(Path file, String text) throws IOException {
        List<String> exempt =
                EXEMPT.matcher(text).results().map(found -> found.group(1)).toList();
        boolean test = file.toString().contains("src/test/");
        long lines = text.lines().count();
        if (lines > (test ? TEST_FILE_LINES : FILE_LINES) && !exempt.contains("file-length")) {
            broken.add(file + ": " + lines + " lines, at most " + (test ? TEST_FILE_LINES : FILE_LINES));
        }
        String type = file.getFileName().toString().replace(".java", "");
        Matcher name = NAME.matcher(type);
        if (name.matches() && !exempt.contains("name")) {
            broken.add(file + ": a type's name says what it is; not " + type);
        }
        if (file.toString().contains("src/main/java/dev/") && !isNullMarked(file.resolveSibling("package-info.java"))) {
            broken.add(file + ": its package is not @NullMarked: NullAway passes it over");
        }
        JavacTask task = (JavacTask)
                compiler.getTask(null, null, found -> {}, List.of("-proc:none"), null, List.of(source(text)));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            new Methods(file, exempt, unit, positions).scan(unit, null);
        }
    }

    private static boolean isNullMarked(Path packageInfo) throws IOException {
        return Files.exists(packageInfo)
                && Files.readString(packageInfo).lines().anyMatch(line -> line.equals("@NullMarked"));
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(java.net.URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private final class Methods extends TreeScanner<Void, Void> {
        private final Path file;
        private final List<String> exempt;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Methods(Path file, List<String> exempt, CompilationUnitTree unit, SourcePositions positions) {
            this.file = file;
            this.exempt = exempt;
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null) {
                long lines = line(positions.getEndPosition(unit, method.getBody()))
                        - line(positions.getStartPosition(unit, method.getBody()))
                        + 1;
                if (lines > METHOD_LINES && !exempt.contains("method-length")) {
                    broken.add(file + ": method " + method.getName() + " has " + lines + " lines, at most "
                            + METHOD_LINES);
                }
            }
            boolean constructor = method.getName().contentEquals("<init>");
            if (!constructor && method.getParameters().size() > PARAMETERS && !exempt.contains("parameters")) {
                broken.add(file + ": method " + method.getName() + " has "
                        + method.getParameters().size() + " parameters, at most " + PARAMETERS);
            }
            return super.visitMethod(method, nothing);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
