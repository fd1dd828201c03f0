package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.BaselineFile;
import dev.gridlock.baseline.RoundsFile;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a side: {@code PATH} or {@code PATH#target}, where the path is a run's folder, a set of rounds or a baseline file.
 */
public final class SideReader {

    /** Two targets of one set are two sides of the same runs: each is read once. */
    private final Map<Path, RecordedRun> known = new HashMap<>();

    /**
     * Reads it.
     *
     * @throws BaselineException when it is none of these, is damaged, or its runs do not belong together
     * @throws NotMeasuredException when one of its runs is not whole, or none is sound
     * @throws MachineException when a recording cannot be read
     */
    public Side read(String word) throws BaselineException, NotMeasuredException, MachineException, ScenarioException {
        int hash = word.lastIndexOf('#');
        boolean named = hash > 0 && !exists(word);
        Optional<String> target = named ? Optional.of(word.substring(hash + 1)) : Optional.empty();
        Side side = of(word, named ? word.substring(0, hash) : word, target);
        if (target.isPresent() && !side.figures().targets().contains(target.get())) {
            throw new BaselineException(word + ": there is no target \"" + target.get() + "\"; there is "
                    + String.join(", ", side.figures().targets()));
        }
        return side;
    }

    private Side of(String word, String text, Optional<String> target)
            throws BaselineException, NotMeasuredException, MachineException, ScenarioException {
        Path path = path(text);
        if (Files.isDirectory(path)) {
            return ofRuns(word, List.of(path), target, Optional.empty());
        }
        if (!Files.exists(path)) {
            throw new BaselineException(text + ": no such file; name a run's folder (reports/latest), a set of rounds"
                    + " (reports/latest.rounds) or a baseline file, with #target behind it for one of its targets");
        }
        if (RoundsFile.is(path)) {
            return ofRuns(word, RoundsFile.read(path).runs(), target, Optional.of(real(path)));
        }
        return new Side(word, BaselineFile.read(path), target, Optional.empty(), List.of());
    }

    private Side ofRuns(String word, List<Path> folders, Optional<String> target, Optional<Path> set)
            throws BaselineException, NotMeasuredException, MachineException, ScenarioException {
        List<RecordedRun> runs = new ArrayList<>();
        for (Path folder : folders) {
            Path place = real(folder);
            RecordedRun run = known.get(place);
            if (run == null) {
                run = RecordedRun.read(folder);
                known.put(place, run);
            }
            runs.add(run);
        }
        List<String> partial =
                runs.stream().flatMap(run -> run.partial().stream()).toList();
        if (!partial.isEmpty()) {
            throw new NotMeasuredException(partial);
        }
        requireTheSameWork(runs);
        requireEachOnce(runs);
        List<RecordedRun> sound =
                runs.stream().filter(run -> run.doubts().isEmpty()).toList();
        List<String> doubts = runs.stream()
                .filter(run -> !run.doubts().isEmpty())
                .map(run -> run.name() + " was left out: " + run.doubts().getFirst())
                .toList();
        if (sound.isEmpty()) {
            throw new NotMeasuredException(doubts);
        }
        RecordedRun first = sound.getFirst();
        Baseline figures = new Baseline(
                first.scenario(),
                first.workload(),
                first.machine(),
                first.versions(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                sound.stream().map(RecordedRun::round).toList());
        List<String> turns = sound.stream().flatMap(run -> run.turn().stream()).toList();
        return new Side(word, figures, target, set, turns.size() == sound.size() ? turns : List.of(), doubts);
    }

    private static void requireTheSameWork(List<RecordedRun> runs) throws BaselineException {
        RecordedRun first = runs.getFirst();
        for (RecordedRun run : runs) {
            List<String> differences = first.workload().differences(run.workload());
            if (!run.scenario().equals(first.scenario())
                    || !differences.isEmpty()
                    || !run.machine().equals(first.machine())) {
                throw new BaselineException("runs " + first.name() + " and " + run.name()
                        + " do not belong together: scenario " + first.scenario() + " and " + run.scenario()
                        + (differences.isEmpty() ? "" : ", other " + String.join(", ", differences))
                        + (run.machine().equals(first.machine()) ? "" : ", another machine"));
            }
        }
    }

    /** A copy of a run is no second round. */
    private static void requireEachOnce(List<RecordedRun> runs) throws BaselineException {
        Map<String, RecordedRun> known = new HashMap<>();
        for (RecordedRun run : runs) {
            RecordedRun other = run.started().isEmpty() ? null : known.put(run.started(), run);
            if (other != null) {
                throw new BaselineException(other.name() + " and " + run.name() + " are one run, started "
                        + run.started() + ": take one of them out of the set");
            }
        }
    }

    private static Path path(String text) throws BaselineException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BaselineException(text + ": is no path: " + e.getReason());
        }
    }

    private static boolean exists(String text) throws BaselineException {
        return Files.exists(path(text));
    }

    private static Path real(Path path) throws BaselineException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new BaselineException(path + ": cannot be read: " + e);
        }
    }
}
