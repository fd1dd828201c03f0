package dev.gridlock.recording.serverlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.clock.RunClock;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.LogFolder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that PostgreSQL 18.6 wrote: a deadlock of two UPDATEs, a wait that ended by lock_timeout, other errors. */
class ServerLogFilesTest {

    private static final RunClock CLOCK = new RunClock(0, Instant.parse("2026-11-25T01:59:44Z"));

    @TempDir
    Path folder;

    private DatabaseAddress application = new DatabaseAddress("127.0.0.1", 1, "postgres", "postgres", "");
    private Path log;
    private Path raw;

    @BeforeEach
    void copyLog() throws Exception {
        log = Files.createDirectories(folder.resolve("log")).resolve("postgresql-1.json");
        raw = folder.resolve("raw");
        try (InputStream real =
                Objects.requireNonNull(ServerLogFilesTest.class.getResourceAsStream("postgresql-18.json"))) {
            Files.write(log, real.readAllBytes());
        }
    }

    @Test
    void deadlocksAndLockWaitsAreTakenFromRealLines() throws Exception {
        ServerLog.Summary summary = extract(Map.of());
        assertThat(summary).isEqualTo(new ServerLog.Summary(7, 0, 1, 4, true));
        assertThat(Files.readString(raw.resolve("deadlocks.csv")))
                .contains("313000000,2999,40P01,")
                .contains("Process 2999 waits for ShareLock on transaction 753; blocked by process 2998.\nProcess 2998")
                .contains("update road_segments set assigned_load=1 where id=2;")
                .contains("while updating tuple (0,2) in relation \"\"road_segments\"\"");
        assertThat(Files.readAllLines(raw.resolve("lock_waits.csv")).stream().map(ServerLogFilesTest::first4))
                .containsExactly(
                        "at_ns,pid,waited_ms,kind",
                        "0,2998,101.582,waiting",
                        "313000000,2999,100.088,deadlock",
                        "314000000,2998,414.723,acquired",
                        "549000000,3034,101.953,waiting");
    }

    @Test
    void onlyWhatWasLoggedAfterTheBeginCounts() throws Exception {
        Map<String, Long> begin = new LogFolder(folder.resolve("log")).sizes();
        assertThat(extract(begin).lines()).isZero();
        Files.copy(log, log.resolveSibling("postgresql-2.json"));
        assertThat(extract(begin).deadlocks()).as("a file that was begun since").isEqualTo(1);
        Files.writeString(log, Files.readString(log), StandardOpenOption.APPEND);
        assertThat(extract(begin).deadlocks()).isEqualTo(2);
    }

    @Test
    void fileThatWasEmptiedAndBegunAgainIsReadFromItsStart() throws Exception {
        assertThat(extract(Map.of(String.valueOf(log.getFileName()), 1_000_000L))
                        .deadlocks())
                .isEqualTo(1);
    }

    @Test
    void tornLinesAreCountedAndSkipped() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        String deadlock = lines.get(2);
        lines.add(deadlock.substring(0, deadlock.length() / 2));
        lines.add(deadlock.substring(deadlock.length() / 2));
        Files.write(log, lines);
        ServerLog.Summary summary = extract(Map.of());
        assertThat(summary.unreadable()).isPositive();
        assertThat(summary.deadlocks()).isEqualTo(1);
        assertThat(summary.lockWaits()).isEqualTo(4);
    }

    @Test
    void deadlockInAnotherLanguageIsKnownByItsSqlstate() throws Exception {
        Files.writeString(log, Files.readString(log).replace("deadlock detected", "Verklemmung (Deadlock) entdeckt"));
        assertThat(extract(Map.of()).deadlocks()).isEqualTo(1);
    }

    /** The role and the database of the log are postgres. */
    @ParameterizedTest
    @CsvSource({
        "postgres, postgres, target",
        "application, postgres, stranger",
        "application, fleet, elsewhere",
        "postgres, fleet, elsewhere"
    })
    void aVictimThatIsNoSessionOfTheTargetsIsAStranger(String role, String database, String victim) throws Exception {
        application = new DatabaseAddress("127.0.0.1", 1, database, role, "");
        assertThat(extract(Map.of()).deadlocks()).isEqualTo(1);
        assertThat(Files.readString(raw.resolve("deadlocks.csv")).strip()).endsWith(",postgres,postgres," + victim);
    }

    @Test
    void bytesThatAreNoUtf8DoNotStopIt() throws Exception {
        Files.write(log, new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}', '\n'}, StandardOpenOption.APPEND);
        assertThat(extract(Map.of()).deadlocks()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24 10:00:00.123 UTC, 2026-11-24T10:00:00.123Z",
        "2026-11-24 10:00:00.123 GMT, 2026-11-24T10:00:00.123Z",
        "2026-11-24 10:00:00.123 +03, 2026-11-24T07:00:00.123Z",
    })
    void timestampsAreReadInTheZoneOfTheLog(String written, Instant meant) {
        assertThat(LogLine.parse("{\"timestamp\":\"" + written + "\",\"pid\":1}"))
                .hasValueSatisfying(line -> assertThat(line.at()).isEqualTo(meant));
    }

    private ServerLog.Summary extract(Map<String, Long> begin) throws Exception {
        try (ServerLogFiles files = new ServerLogFiles(raw, CLOCK, application)) {
            new LogFolder(folder.resolve("log")).readAfter(begin, files::line);
            return files.summary(true);
        }
    }

    private static String first4(String line) {
        return String.join(",", List.of(line.split(",")).subList(0, 4));
    }
}
