package dev.gridlock.compare;

import dev.gridlock.baseline.BaselineException;
import dev.gridlock.baseline.Machine;
import dev.gridlock.baseline.RecordedRound;
import dev.gridlock.baseline.Round;
import dev.gridlock.baseline.Workload;
import dev.gridlock.live.LiveFile;
import dev.gridlock.live.LiveReader;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.ScenarioParser;
import dev.gridlock.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A run's folder, read.
 *
 * @param started wall-clock time, ISO 8601, to the nanosecond: no two runs have the same, a copy of a run has its own
 * @param turn in which it ran beside a run of another build; empty: it did not
 * @param partial why its recording is not whole; empty: it is
 * @param doubts what the run's own verdict has against it besides its gates
 */
record RecordedRun(
        String name,
        String scenario,
        Workload workload,
        Machine machine,
        SequencedMap<String, String> versions,
        Round round,
        String started,
        Optional<String> turn,
        Optional<String> partial,
        List<String> doubts) {

    /**
     * Reads it.
     *
     * @throws BaselineException when the folder is none of a run
     * @throws MachineException when the recording cannot be read
     */
    static RecordedRun read(Path folder) throws BaselineException, MachineException, ScenarioException {
        if (!Files.isRegularFile(folder.resolve("scenario.yml"))) {
            throw new BaselineException(
                    folder + ": is no run, it has no scenario.yml; name a run's folder, e.g. reports/latest");
        }
        Scenario scenario = ScenarioParser.parseResolved(folder.resolve("scenario.yml"));
        if (LiveReader.goesOn(folder.resolve(LiveFile.NAME))) {
            return unread(folder, scenario, folder + ": is still going on; compare it when it has ended");
        }
        if (Files.isDirectory(folder.resolve("raw"))) {
            return unread(
                    folder,
                    scenario,
                    folder + ": is partial: it was killed and still has raw/; ./gridlock report " + folder
                            + " loads what is left");
        }
        try (Recording recording = Recording.openReadOnly(folder)) {
            return of(folder, scenario, recording);
        } catch (SQLException e) {
            throw new MachineException(
                    "could not read the recording in " + folder + ": " + e.getMessage()
                            + "\n  a recording of another version of Gridlock is read by that version",
                    e);
        }
    }

    private static RecordedRun of(Path folder, Scenario scenario, Recording recording)
            throws SQLException, MachineException {
        Connection duckdb = recording.connection();
        Map<String, String> facts = RecordedRound.facts(duckdb);
        Optional<String> partial = Optional.empty();
        if (recording.isPartial() || facts.containsKey("unfinished")) {
            partial = Optional.of(folder + ": is partial ("
                    + facts.getOrDefault("unfinished", "a target's recording is not whole")
                    + "), so its figures mean nothing; run it again, or take it out of the set");
        }
        // What its gates say of a baseline is no doubt about its figures.
        Verdict verdict = Verdict.judge(scenario, duckdb, Optional.empty());
        return new RecordedRun(
                nameOf(folder),
                scenario.name(),
                Workload.of(scenario),
                Machine.of(facts),
                RecordedRound.versions(facts),
                RecordedRound.read(nameOf(folder), duckdb),
                facts.getOrDefault("started", ""),
                Optional.ofNullable(facts.get("turn")),
                partial,
                Doubts.of(verdict));
    }

    private static RecordedRun unread(Path folder, Scenario scenario, String why) {
        return new RecordedRun(
                nameOf(folder),
                scenario.name(),
                Workload.of(scenario),
                Machine.of(Map.of()),
                new TreeMap<>(),
                new Round(nameOf(folder), Collections.unmodifiableSequencedMap(new LinkedHashMap<>())),
                "",
                Optional.empty(),
                Optional.of(why),
                List.of());
    }

    private static String nameOf(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }
}
