package dev.fermata.sidecar;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The shape of the code: who may know whom, and who may touch the world. */
class ArchitectureTest {
    private static final String HERE = "dev.fermata.sidecar";
    private static final String[] PURE = {
        HERE + ".state..", HERE + ".settings..", HERE + ".route..", HERE + ".metrics.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HERE);

    @Test
    void theStateKnowsOnlyTheWireRecordsAndValuesOfTheJdk() {
        classes()
                .that(resideInAPackage(HERE + ".state.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        HERE + ".state..",
                        "dev.fermata.wire..",
                        "java.lang..",
                        "java.util",
                        "java.util.function..",
                        "java.util.concurrent",
                        "java.util.concurrent.atomic..",
                        "org.jspecify.annotations.."))
                .check(CLASSES);
    }

    @Test
    void pureCodeUsesNoClockNoChanceNoInputAndNoLogger() {
        noClasses()
                .that(resideInAnyPackage(PURE))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "org.slf4j.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class, UUID.class, Clock.class, Thread.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageKnowsTheHttpServer() {
        noClasses()
                .that(not(resideInAPackage(HERE + ".http..")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "kotlin.."))
                .check(CLASSES);
    }

    @Test
    void partsDoNotKnowWhoPutsThemTogether() {
        noClasses()
                .that(not(resideInAPackage(HERE)))
                .should()
                .dependOnClassesThat(resideInAPackage(HERE))
                .check(CLASSES);
    }

    @Test
    void httpAndNudgesDoNotKnowEachOther() {
        noClasses()
                .that(resideInAPackage(HERE + ".http.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(HERE + ".nudge..", HERE + ".settings.."))
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(HERE + ".nudge.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(HERE + ".http..", HERE + ".route..", HERE + ".settings.."))
                .check(CLASSES);
    }

    @Test
    void nothingNeedsMoreOfTheJdkThanJavaBase() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net.http..",
                        "java.util.logging..",
                        "java.sql..",
                        "java.beans..",
                        "java.lang.management..",
                        "javax.management..",
                        "javax.naming..",
                        "com.sun..",
                        "sun.."))
                .check(CLASSES);
    }

    @Test
    void classesOfPureCodeAreImmutable() {
        classes()
                .that(resideInAnyPackage(HERE + ".state..", HERE + ".route..", HERE + ".settings.."))
                .and()
                .doNotHaveSimpleName("NextDocument")
                .should()
                .haveOnlyFinalFields()
                .check(CLASSES);
    }
}
