package dev.gridlock.cli;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.BaselineFile;
import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The baseline that a run's gates compare with: the file beside the scenario when the run began, kept in the run's folder, so
 * that {@code report} judges by the same one whatever becomes of it.
 */
final class RunBaseline {

    private RunBaseline() {}

    /**
     * The text to keep; empty when no gate asks for a baseline, or there is none.
     *
     * @throws BaselineException when it cannot be used, before anything is started
     */
    static Optional<String> beside(Path scenarioFile, Scenario scenario) throws BaselineException {
        Path file = BaselineFile.in(scenarioFile.resolveSibling(""), scenario.name());
        boolean asked = scenario.gates().values().stream()
                .flatMap(gates -> gates.stream())
                .anyMatch(RunBaseline::asks);
        if (!asked || !Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(BaselineFile.render(BaselineFile.read(file)));
    }

    private static boolean asks(GateSpec gate) {
        return gate.check() instanceof Check.Compared compared && compared.right() instanceof Operand.Baseline;
    }

    /** Keeps it in a run's folder. */
    static void keep(Optional<String> baseline, Path runFolder) throws MachineException {
        if (baseline.isEmpty()) {
            return;
        }
        Path file = of(runFolder);
        try {
            Files.writeString(file, baseline.get());
        } catch (IOException e) {
            throw new MachineException("cannot write " + file + ": " + FileFailure.said(e), e);
        }
    }

    /** The one that was kept; empty when none was. */
    static Optional<Baseline> read(Path runFolder) throws MachineException {
        Path file = of(runFolder);
        try {
            return Files.exists(file) ? Optional.of(BaselineFile.read(file)) : Optional.empty();
        } catch (BaselineException e) {
            throw new MachineException("the baseline that the run kept is damaged: " + e.getMessage(), e);
        }
    }

    private static Path of(Path runFolder) {
        return BaselineFile.in(runFolder, "scenario");
    }
}
