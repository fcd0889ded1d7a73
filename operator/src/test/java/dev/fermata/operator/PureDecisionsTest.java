package dev.fermata.operator;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveOnlyFinalFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What makes the same observation give the same plan: nothing in the pure packages can change, and no chance is in them. */
class PureDecisionsTest {
    private static final String[] PURE = {
        "..operator.plan..",
        "..operator.server..",
        "..operator.fleet..",
        "..operator.gametype..",
        "..operator.autoscaler..",
        "..operator.guard.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fermata.operator");

    @Test
    void all_fields_are_final() {
        classes().that().resideInAnyPackage(PURE).should(haveOnlyFinalFields()).check(CLASSES);
    }

    @Test
    void classes_are_records_enums_sealed_or_final() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                // What javac makes for a switch over an enum.
                .and()
                .haveNameNotMatching(".*\\$\\d+")
                .should(beClosed())
                .check(CLASSES);
    }

    @Test
    void nothing_is_left_to_chance() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(UUID.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void a_fleet_knows_servers_only_as_slim_views_and_the_vocabulary_knows_no_kind() {
        noClasses()
                .that()
                .resideInAnyPackage("..operator.fleet..", "..operator.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..operator.server..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..operator.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..operator.fleet..")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be records, enums, sealed or final") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                        || type.isEnum()
                        || type.reflect().isSealed()
                        || type.getSimpleName().equals("package-info");
                events.add(new SimpleConditionEvent(type, closed, type.getName() + (closed ? " is" : " is not")));
            }
        };
    }
}
