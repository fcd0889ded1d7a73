package dev.fermata.operator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.fermata.operator.shell.kube.ApiServer;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.http.HttpClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

/** Only the shell touches the world, and the shell decides nothing. */
class ShellBoundaryTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fermata.operator");
    private static final String[] WORLD = {
        "io.fabric8.kubernetes.client..",
        "io.javaoperatorsdk..",
        "io.micrometer..",
        "ch.qos.logback..",
        "org.slf4j..",
        "java.net.http..",
        "org.apache.hc..",
        "com.sun.net.httpserver..",
        "java.io..",
        "java.nio.file..",
        "java.util.concurrent..",
        "java.security.."
    };
    /** Of the world's packages, and yet the same for the same: a digest. */
    private static final Class<?>[] FUNCTIONS = {MessageDigest.class, NoSuchAlgorithmException.class};

    private static final String[] DECISIONS = {
        "..operator.plan..",
        "..operator.server..",
        "..operator.fleet..",
        "..operator.gametype..",
        "..operator.autoscaler..",
        "..operator.guard.."
    };

    private static final Map<Class<?>, Set<String>> WAITING = Map.of(
            Future.class, Set.of("get", "join"),
            CountDownLatch.class, Set.of("await"),
            Semaphore.class, Set.of("acquire", "acquireUninterruptibly", "tryAcquire"),
            BlockingQueue.class, Set.of("put", "take", "poll"),
            Condition.class, Set.of("await", "awaitNanos", "awaitUntil", "awaitUninterruptibly"),
            ExecutorService.class, Set.of("awaitTermination", "invokeAll", "invokeAny"),
            HttpClient.class, Set.of("send"),
            Thread.class, Set.of("sleep", "join"),
            Object.class, Set.of("wait"));

    @Test
    void onlyTheShellTouchesTheWorld() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat(resideInAnyPackage(WORLD).and(not(belongToAnyOf(FUNCTIONS))));

        rule.check(CLASSES);
    }

    @Test
    void onlyTheShellLooksAtTheClock() {
        ArchRule rule =
                noClasses().that().resideInAnyPackage(DECISIONS).should().callMethodWhere(isOfTheClock());

        rule.check(CLASSES);
    }

    @Test
    void decisionsDoNotKnowTheShell() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..operator.shell..");

        rule.check(CLASSES);
    }

    @Test
    void kindsDoNotKnowEachOther() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("..operator.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..operator.fleet..");

        rule.check(CLASSES);
    }

    @Test
    void fleetsDoNotKnowServers() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("..operator.fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..operator.server..");

        rule.check(CLASSES);
    }

    @Test
    void gameTypesKnowNeitherFleetsNorServers() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("..operator.gametype..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..operator.fleet..", "..operator.server..");

        rule.check(CLASSES);
    }

    @Test
    void autoscalersKnowNeitherFleetsNorServers() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("..operator.autoscaler..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..operator.fleet..", "..operator.server..", "..operator.gametype..");

        rule.check(CLASSES);
    }

    @Test
    void onlyReconcilersAndTheirSurroundingsSeePlanners() {
        ArchRule rule = classes()
                .that()
                .haveSimpleNameEndingWith("Planner")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(
                        "..operator.server..",
                        "..operator.fleet..",
                        "..operator.gametype..",
                        "..operator.autoscaler..",
                        "..operator.shell.reconcile..");

        rule.check(CLASSES);
    }

    @Test
    void onlyPartsAndReconcilersSeeTheSdk() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..operator.shell.part..", "..operator.shell.reconcile..", "..operator.shell.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javaoperatorsdk..");

        rule.check(CLASSES);
    }

    /** A deletion has uid and resourceVersion, which fabric8's own do not send, and is sent once: one request of one class is all. */
    @Test
    void nothingIsDeletedButThroughTheOnePlaceThatNamesUidAndVersion() {
        ArchRule rule = noClasses().should().callMethodWhere(isADeletionOfFabric8());
        ArchRule place = noClasses()
                .that()
                .resideOutsideOfPackage("..operator.shell.act..")
                .should()
                .callMethodWhere(isADeletionBy(ApiServer.class));

        rule.check(CLASSES);
        place.check(CLASSES);
    }

    private static DescribedPredicate<JavaCall<?>> isADeletionOfFabric8() {
        Set<String> names = Set.of("delete", "deleteAll", "evict", "deleteCollection");
        return DescribedPredicate.describe(
                "deletes by the client's own means",
                call -> names.contains(call.getName())
                        && call.getTargetOwner().getPackageName().startsWith("io.fabric8.kubernetes.client")
                        && !call.getTargetOwner().isAssignableTo(HttpRequest.Builder.class));
    }

    private static DescribedPredicate<JavaCall<?>> isADeletionBy(Class<?> type) {
        return DescribedPredicate.describe(
                "deletes",
                call -> call.getName().equals("delete") && call.getTargetOwner().isEquivalentTo(type));
    }

    /** Of sidecars and webhooks the next look is told; only the API server is waited for, in {@code shell.kube}. */
    @Test
    void noReconcilerWaitsForAnotherThreadOrForAnAnswer() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(
                        "..operator.shell.act..", "..operator.shell.reconcile..", "..operator.shell.sidecar..")
                .should()
                .accessTargetWhere(waits());

        rule.check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> waits() {
        return DescribedPredicate.describe("waits", access -> {
            JavaClass owner = access.getTargetOwner();
            return WAITING.entrySet().stream()
                    .anyMatch(wait -> owner.isAssignableTo(wait.getKey())
                            && wait.getValue().contains(access.getName()));
        });
    }

    private static DescribedPredicate<JavaCall<?>> isOfTheClock() {
        Set<String> names = Set.of("now", "systemUTC", "systemDefaultZone", "currentTimeMillis", "nanoTime", "random");
        return DescribedPredicate.describe(
                "reads clock or chance",
                call -> names.contains(call.getName())
                        && isOneOf(call.getTargetOwner(), Instant.class, Clock.class, System.class, Math.class));
    }

    private static boolean isOneOf(JavaClass owner, Class<?>... types) {
        for (Class<?> type : types) {
            if (owner.isEquivalentTo(type)) {
                return true;
            }
        }
        return false;
    }
}
