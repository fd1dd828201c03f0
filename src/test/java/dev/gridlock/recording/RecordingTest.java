package dev.gridlock.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.JavaCommand;
import dev.gridlock.process.MachineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

    @TempDir
    Path folder;

    private Path raw;

    @BeforeEach
    void writeRun() {
        raw = folder.resolve("raw/naive");
        HandMadeRun.write(raw);
    }

    @Test
    void everyValueArrivesAsWritten() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            ImportReport report = recording.importTarget("naive", raw);
            assertThat(report.missing()).isEmpty();
            assertThat(report.isPartial()).isFalse();
            assertThat(report.rows())
                    .containsEntry("requests", 4L)
                    .containsEntry("samples", 132L)
                    .containsEntry("events", 2L);
            assertThat(Rows.of(
                            recording.connection(),
                            "SELECT route, values_read, values_written, replayed FROM operations"))
                    .containsExactly("[7, 3, 5]|[10, 20, 30]|[11, 21, 31]|false", "[3]|[20]|null|false");
            assertThat(Rows.one(recording.connection(), "SELECT message FROM requests WHERE call_id = 't-2'"))
                    .isEqualTo("RoutingException: \"Bulk\",\nfailed");
            assertThat(Rows.one(
                            recording.connection(), "SELECT region, answered_ns FROM requests WHERE call_id = 't-4'"))
                    .isEqualTo("null|null");
        }
    }

    @Test
    void csvFilesAreRemovedOnceLoadedAndTheFileStandsAlone() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.putRun("seed", "7");
            recording.importTarget("naive", raw);
        }
        assertThat(folder.resolve("raw")).doesNotExist();
        assertThat(folder.resolve("run.duckdb.wal")).doesNotExist();
        try (Recording recording = Recording.openReadOnly(folder)) {
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM acquires"))
                    .isEqualTo("100");
            assertThat(Rows.one(recording.connection(), "SELECT value FROM run WHERE key = 'seed'"))
                    .isEqualTo("7");
            assertThat(Rows.one(recording.connection(), "SELECT value FROM metrics WHERE name = 'pool.timeouts'"))
                    .isEqualTo("3.0");
        }
    }

    @Test
    void loadingATargetAgainReplacesIt() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            HandMadeRun.write(raw);
            recording.importTarget("naive", raw);
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM acquires"))
                    .isEqualTo("100");
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM imports"))
                    .isEqualTo("20");
        }
    }

    @Test
    void folderThatIsGoneOrEmptyChangesNothing() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            assertThat(recording.importTarget("naive", raw).rows()).isEmpty();
            Files.createDirectories(raw);
            assertThat(recording.importTarget("naive", raw).rows()).isEmpty();
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM requests"))
                    .isEqualTo("4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5,1", "5,1000000,acquired", "5,1000000,\"acq\r\nuired", "\""})
    void tornLastLineIsDroppedAndSaid(String torn) throws Exception {
        Files.writeString(raw.resolve("acquires.csv"), torn, StandardOpenOption.APPEND);
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 4, false);
            ImportReport report = recording.importTarget("naive", raw);
            assertThat(report.torn()).containsExactly("acquires.csv");
            assertThat(recording.isPartial()).isTrue();
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM acquires"))
                    .isEqualTo("100");
            assertThat(Rows.of(recording.connection(), "SELECT message FROM events WHERE kind = 'partial'"))
                    .singleElement()
                    .asString()
                    .contains("acquires.csv");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "at_ns,wai"})
    void fileWithoutAWholeHeaderCountsAsTornAndNotMeasured(String content) throws Exception {
        Files.writeString(raw.resolve("acquires.csv"), content);
        try (Recording recording = Recording.create(folder)) {
            ImportReport report = recording.importTarget("naive", raw);
            assertThat(report.torn()).containsExactly("acquires.csv");
            assertThat(report.missing()).containsExactly("acquires");
            assertThat(Rows.one(recording.connection(), "SELECT value FROM metrics WHERE name = 'pool.timeouts'"))
                    .isEqualTo("null");
        }
    }

    @Test
    void missingFilesAreEmptyTablesAndNoted() throws Exception {
        Files.delete(raw.resolve("blocking.csv"));
        Files.delete(raw.resolve("faults.csv"));
        try (Recording recording = Recording.create(folder)) {
            ImportReport report = recording.importTarget("naive", raw);
            assertThat(report.missing()).containsExactly("blocking", "faults");
            assertThat(recording.isPartial()).isFalse();
            assertThat(Rows.of(
                            recording.connection(), "SELECT source, message FROM events WHERE kind = 'not_recorded'"))
                    .containsExactly("recording|no file for blocking, faults");
        }
    }

    @Test
    void targetWithoutAJournalIsPartial() throws Exception {
        Files.delete(raw.resolve("operations.csv"));
        try (Recording recording = Recording.create(folder)) {
            recording.putTarget("naive", "naive", 1, 4, false);
            recording.importTarget("naive", raw);
            assertThat(recording.isPartial()).isTrue();
        }
    }

    @Test
    void oneBadFileLeavesTheTargetAsItWas() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            HandMadeRun.write(raw);
            Files.writeString(raw.resolve("service-samples.csv"), "at_ns,series,value\r\nsoon,pool.pending,1\r\n");
            HandMadeRun.file(raw, "acks", "call_id,truck_id,status,route");
            assertThatThrownBy(() -> recording.importTarget("naive", raw))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("service-samples.csv")
                    .hasMessageContaining("soon");
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM acks"))
                    .isEqualTo("1");
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM samples"))
                    .isEqualTo("132");
            assertThat(raw.resolve("acquires.csv")).exists();
        }
    }

    @Test
    void columnsOfAFileMayStandInAnyOrderButNotHaveOtherNames() throws Exception {
        HandMadeRun.file(raw, "acquires", "outcome,waited_ns,at_ns", HandMadeRun.row("timeout", 5, 1));
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            assertThat(Rows.of(recording.connection(), "SELECT at_ns, waited_ns, outcome FROM acquires"))
                    .containsExactly("1|5|timeout");
            HandMadeRun.file(raw, "acquires", "at_ns,waited_ms,outcome", HandMadeRun.row(1, 5, "timeout"));
            assertThatThrownBy(() -> recording.importTarget("naive", raw))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("expected the columns at_ns,waited_ns,outcome")
                    .hasMessageContaining("found at_ns,waited_ms,outcome");
            assertThat(Rows.of(recording.connection(), "SELECT waited_ns FROM acquires"))
                    .as("what was loaded before")
                    .containsExactly("5");
        }
    }

    @Test
    void unknownFilesAreLeftAndNamed() throws Exception {
        Files.writeString(raw.resolve("plan.txt"), "the injector's working file");
        Files.writeString(raw.resolve("notes.txt"), "x");
        try (Recording recording = Recording.create(folder)) {
            assertThat(recording.importTarget("naive", raw).unknown()).containsExactly("notes.txt");
        }
        assertThat(raw).isDirectoryContaining(file -> file.endsWith("notes.txt"));
        assertThat(raw.resolve("requests.csv")).doesNotExist();
        assertThat(raw.resolve("plan.txt")).doesNotExist();
    }

    @Test
    void removalThatWasCutShortIsFinishedAndNotTakenForASmallerTarget() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.importTarget("naive", raw);
            HandMadeRun.file(raw, "acks", "call_id,truck_id,status,route");
            Files.write(raw.resolve(".loaded"), List.of("acks.csv", "requests.csv"));
            recording.importLeftovers();
            assertThat(Rows.one(recording.connection(), "SELECT count(*) FROM acks"))
                    .isEqualTo("1");
            assertThat(raw.resolve("acks.csv")).doesNotExist();
        }
    }

    @Test
    void whatAKilledRunLeftIsLoadedFromEveryTargetsFolder() throws Exception {
        HandMadeRun.write(folder.resolve("raw/bounded"));
        try (Recording recording = Recording.open(folder)) {
            assertThat(recording.importLeftovers())
                    .extracting(ImportReport::target)
                    .containsExactly("bounded", "naive");
            assertThat(Rows.of(recording.connection(), "SELECT target, count(*) FROM requests GROUP BY 1 ORDER BY 1"))
                    .containsExactly("bounded|4", "naive|4");
        }
    }

    @Test
    void runsFactsAndTargetsCanBeSetAgain() throws Exception {
        try (Recording recording = Recording.create(folder)) {
            recording.putRun("seed", "1");
            recording.putRun("seed", "2");
            recording.putTarget("naive", "naive", 1, 4, false);
            recording.putTarget("naive", "naive", 1, 5, false);
            recording.markPartial("naive", "interrupted");
            assertThat(Rows.of(recording.connection(), "SELECT * FROM run")).containsExactly("seed|2");
            assertThat(Rows.of(recording.connection(), "SELECT * FROM targets"))
                    .containsExactly("naive|naive|1|5|true");
        }
    }

    @Test
    void damagedFileIsToldSo() throws Exception {
        Files.writeString(folder.resolve(Recording.FILE_NAME), "not a database ".repeat(1_000));
        assertThatThrownBy(() -> Recording.open(folder))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("the file is damaged");
        assertThatThrownBy(() -> Recording.openReadOnly(folder)).hasMessageContaining("the file is damaged");
    }

    @Test
    void fileThatAnotherProcessHasOpenIsToldSo() throws Exception {
        Recording.create(folder).close();
        ChildProcess.Command holder = JavaCommand.of(
                "holder", folder.resolve("holder.log"), List.of(), HoldsRecording.class, List.of(folder.toString()));
        try (ChildProcess process = ChildProcess.start(holder)) {
            process.awaitLine(Pattern.compile("^open$"), "it has it open", Duration.ofSeconds(60));
            assertThatThrownBy(() -> Recording.open(folder))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("another process has it open")
                    .hasMessageContaining(Long.toString(process.pid()));
            assertThatThrownBy(() -> Recording.openReadOnly(folder)).isInstanceOf(MachineException.class);
        }
    }

    @Test
    void recordingOfAKilledProcessOpensAgain() throws Exception {
        Recording.create(folder).close();
        ChildProcess.Command holder = JavaCommand.of(
                "holder", folder.resolve("holder.log"), List.of(), HoldsRecording.class, List.of(folder.toString()));
        try (ChildProcess process = ChildProcess.start(holder)) {
            process.awaitLine(Pattern.compile("^open$"), "it has it open", Duration.ofSeconds(60));
            process.signal("KILL");
            assertThat(process.awaitExit(Duration.ofSeconds(10))).isPresent();
        }
        assertThat(folder.resolve("run.duckdb.wal")).exists();
        try (Recording recording = Recording.openReadOnly(folder)) {
            assertThat(Rows.of(recording.connection(), "SELECT key, value FROM run"))
                    .containsExactly("held|true");
        }
    }

    @Test
    void folderWithoutARecordingIsToldSo() {
        assertThatThrownBy(() -> Recording.openReadOnly(folder))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("expected a recording, found no file");
        assertThatThrownBy(() -> Recording.open(folder.resolve("raw"))).isInstanceOf(MachineException.class);
    }

    @Test
    void recordingIsNeverOverwritten() throws Exception {
        Recording.create(folder).close();
        assertThatThrownBy(() -> Recording.create(folder))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("expected no recording yet");
    }
}
