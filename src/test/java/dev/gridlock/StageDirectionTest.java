package dev.gridlock;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stage knows the ones before it, never the ones after. */
class StageDirectionTest {

    /** In the order in which data flows; the first four are the ground that every stage stands on. */
    private static final List<String> STAGES = List.of(
            "clock",
            "process",
            "segment",
            "live",
            "scenario",
            "stack",
            "workload",
            "target",
            "load",
            "chaos",
            "witness",
            "recording",
            "audit",
            "baseline",
            "verdict",
            "compare",
            "report",
            "serve",
            "trend",
            "cli");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gridlock");

    @Test
    void aStageNeverKnowsALaterOne() {
        LayeredArchitecture stages = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.gridlock..");
        for (String stage : STAGES) {
            stages = stages.layer(stage).definedBy("dev.gridlock." + stage + "..");
        }
        for (int i = 0; i < STAGES.size(); i++) {
            List<String> later = STAGES.subList(i + 1, STAGES.size());
            stages = later.isEmpty()
                    ? stages.whereLayer(STAGES.get(i)).mayNotBeAccessedByAnyLayer()
                    : stages.whereLayer(STAGES.get(i)).mayOnlyBeAccessedByLayers(later.toArray(String[]::new));
        }
        stages.ensureAllClassesAreContainedInArchitecture().check(classes);
    }

    @Test
    void stagesHaveNoCycles() {
        slices().matching("dev.gridlock.(*)..").should().beFreeOfCycles().check(classes);
    }
}
