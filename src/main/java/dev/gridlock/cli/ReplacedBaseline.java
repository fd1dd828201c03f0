package dev.gridlock.cli;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.BaselineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code baseline save} finds where it is to write: nothing, an older baseline of the same, or what it must not lose. */
final class ReplacedBaseline {

    private ReplacedBaseline() {}

    /**
     * What to tell of the file that is about to be replaced; empty where there is none, or one of the same work and machine.
     *
     * @throws BaselineException when it is no baseline, or one of another scenario
     */
    static Optional<String> told(Path file, Baseline next) throws BaselineException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Baseline old;
        try {
            old = BaselineFile.read(file);
        } catch (BaselineException unreadable) {
            throw new BaselineException(unreadable.getMessage() + "\n  it would be replaced: remove it first if that is"
                    + " meant, or save to another file with --to");
        }
        if (!old.scenario().equals(next.scenario())) {
            throw new BaselineException(file + ": holds the baseline of scenario " + old.scenario() + ", not of "
                    + next.scenario() + "; save to another file with --to, or remove that one first if it is to go");
        }
        List<String> other = old.workload().differences(next.workload());
        if (!other.isEmpty()) {
            return Optional.of(
                    "replaces a baseline of other work (" + String.join(", ", other) + " changed since it was saved, "
                            + old.saved() + "); the old one is in version control, if it was committed");
        }
        if (!old.machine().equals(next.machine())) {
            return Optional.of(
                    "replaces a baseline of another machine (" + old.machine().text()
                            + "); to keep one for each, save with --to, and name it with baseline check --baseline");
        }
        return Optional.empty();
    }
}
