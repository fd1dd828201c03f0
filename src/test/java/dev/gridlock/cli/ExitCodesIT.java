package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.recording.Recording;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell sees of {@code ./gridlock}, as docs/exit-codes.md has it. */
@Isolated("its verdicts need the machine")
class ExitCodesIT {

    private Place place;

    @BeforeEach
    void make() throws IOException {
        place = new Place();
    }

    @AfterEach
    void delete() throws IOException {
        place.close();
    }

    /** The other digits reach each of the three JVMs by their environment; the zone is one that Java knows and PostgreSQL does not. */
    @Test
    void zeroWhenEveryGateHoldsAlsoFromAPathWithSpacesInAnotherLanguageAndTimeZone() throws Exception {
        Path checkout = Place.checkoutIn(Files.createDirectory(place.folder().resolve("a path with spaces")));
        Path scenario = Files.copy(Place.TINY, checkout.resolve("my tiny.yml"));
        try (Launched run = Launched.start(
                checkout,
                Map.of(
                        "TMPDIR",
                        place.temporary().toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.language=ar -Duser.country=EG -Duser.timezone=ACT"),
                place.folder(),
                List.of(
                        "run",
                        scenario.toString(),
                        "--out",
                        checkout.resolve("reports").toString()))) {
            assertThat(run.exitCode()).as(run.said()).isZero();
            assertThat(run.printed()).contains("verdict: pass");
            assertThat(run.said()).as("built already").doesNotContain("building");
        }
        assertThat(checkout.resolve("reports/latest/index.html")).isNotEmptyFile();
        place.assertNothingIsLeft();
    }

    @Test
    void oneWhenAGateFails() throws Exception {
        try (Launched run = place.run(Place.TINY, "--set", "gates.bounded=[verified == 0]")) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
            assertThat(run.printed()).contains("verdict: fail").contains("verified == 0");
        }
        place.assertNothingIsLeft();
    }

    @Test
    void zeroWhenOnlyAnAdvisoryGateDoesNotHoldAndOneWhenAQueryDoesNot() throws Exception {
        try (Launched run = place.run(Place.TINY, "--set", "gates.bounded=[deadlocks == 0, advisory verified == 0]")) {
            assertThat(run.exitCode()).as(run.said()).isZero();
            assertThat(run.printed()).contains("verdict: pass").contains("warns  bounded: advisory verified == 0");
        }
        try (Launched run = place.run(
                Place.TINY,
                "--set",
                "gates.bounded=['sql: SELECT count(*) = 7, count(*) AS trucks FROM verified WHERE target = $target']")) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
            assertThat(run.printed()).contains("verdict: fail").contains("trucks is 300");
        }
    }

    /** Six calls are no evidence for a percentile, a fault at the load's end leaves nothing after it, and no baseline none. */
    @Test
    void fourWhenThereIsTooLittleEvidenceWithEachReason() throws Exception {
        try (Launched run = place.run(
                Place.TINY,
                "--set",
                "gates.bounded=[latency.p99 <= 1h, errors == 0 after chaos.slow, completion <= baseline * 100]",
                "--set",
                "chaos=[{ name: slow, on: pgbouncer, toxic: latency, latency: 5ms }]")) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(4);
            assertThat(run.printed().replaceAll("\\s+", " "))
                    .contains("verdict: inconclusive")
                    .contains("latency.p99 of 2 samples, and it needs 1,000")
                    .contains("the load did not go on after that fault")
                    .contains(".baseline beside the scenario's file; save one there with ./gridlock baseline save");
        }
    }

    @Test
    void twoForABaselineThatIsCorruptBeforeAnythingIsStarted() throws Exception {
        Path scenario = Files.writeString(
                place.folder().resolve("tiny.yml"),
                Files.readString(Place.TINY).replace("verified == trucks", "completion <= baseline"));
        Files.writeString(place.folder().resolve("tiny.baseline"), "gridlock-baseline 99\n");
        try (Launched run = place.run(scenario)) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.said()).contains("tiny.baseline").doesNotContain("\tat ");
        }
        assertThat(place.runs()).doesNotExist();
    }

    @Test
    void whatGithubReadsIsWrittenWhereItSays() throws Exception {
        Path summary = Files.writeString(place.folder().resolve("summary.md"), "before\n");
        try (Launched run = Launched.start(
                Place.CHECKOUT,
                Map.of(
                        "TMPDIR",
                        place.temporary().toString(),
                        "GITHUB_ACTIONS",
                        "true",
                        "GITHUB_WORKSPACE",
                        Place.CHECKOUT.toString(),
                        "GITHUB_STEP_SUMMARY",
                        summary.toString()),
                place.folder(),
                List.of(
                        "run",
                        Place.TINY.toString(),
                        "--out",
                        place.runs().toString(),
                        "--set",
                        "gates.bounded={ require: [ verified == 0 ] }"))) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
            assertThat(run.printed())
                    .contains("\n::error file=")
                    .contains("title=bounded%3A verified == 0::target bounded: ");
        }
        assertThat(Files.readString(summary)).startsWith("before\n## ").contains("verified == 0");
    }

    @Test
    void fourWhenTheOutageDidNotReproduce() throws Exception {
        try (Launched run = place.run(Place.TINY, "--set", "gates.bounded={reproduces: [deadlocks > 0]}")) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(4);
            assertThat(run.printed()).contains("verdict: inconclusive").contains("deadlocks > 0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | Missing required subcommand",
                "runn                                     | Did you mean: gridlock run",
                "run                                      | Missing required parameter",
                "run nowhere.yml                          | nowhere.yml: no such file",
                "run scenarios                            | a directory",
                "run scenarios/smoke.yml --target naïve   | it has naive, bounded",
                "run scenarios/smoke.yml --set fleet      | is not path=value",
                "run scenarios/smoke.yml --set fleet.truck=1 | trucks",
                "run scenarios/smoke.yml --set fleet.trucks=1e999999999 | is not a count",
                "run scenarios/smoke.yml --set fleet.trucks=2_000_000 | from 1 to 1_000_000",
                "run scenarios/smoke.yml --set name=../up | is not a valid name",
                "run scenarios/smoke.yml --seed x         | is no whole number",
                "run scenarios/smoke.yml --provider moon  | --provider",
                "run scenarios/smoke.yml scenarios/smoke.yml | Unmatched argument",
                "run scenarios/smoke.yml --set gates.bounded=[deadlock==0] | write deadlocks?",
                "run scenarios/smoke.yml --set gates.bounded=['sql:SELECT/**/bla/**/FROM/**/run'] | column \"bla\" not found",
                "run scenarios/smoke.yml --rounds 0       | --rounds 0",
                "validate scenarios/smoke.yml docs/audit.md | docs/audit.md:",
                "report nowhere                           | is no folder",
                "report docs                              | it has no scenario.yml",
            })
    void twoForWrongUsageWithWhatIsWrong(String words, String said) throws Exception {
        try (Launched run = place.gridlock(
                Arrays.stream(words.split(" +")).filter(word -> !word.isEmpty()).toArray(String[]::new))) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.said()).contains(said).doesNotContain("\tat ");
        }
        assertThat(place.serverFolders()).as("nothing was started").isEmpty();
    }

    @Test
    void twoForAMistakeInAScenarioWithItsLineAndColumn() throws Exception {
        Path scenario = Files.writeString(
                place.folder().resolve("mistaken.yml"),
                Files.readString(Place.TINY).replace("batch: 50", "bach: 50"));
        try (Launched run = place.run(scenario)) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.said()).contains(scenario + ":10:23: ").contains("batch");
        }
        assertThat(place.runs()).doesNotExist();
    }

    @Test
    void threeWhenThereIsNoFolderForTemporaryFiles() throws Exception {
        Path gone = place.temporary().resolve("gone");
        try (Launched run = Launched.start(
                Place.CHECKOUT,
                Map.of("TMPDIR", gone.toString()),
                place.folder(),
                List.of("run", Place.TINY.toString(), "--out", place.runs().toString()))) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said()).contains("TMPDIR", gone.toString()).doesNotContain("\tat ");
        }
    }

    @Test
    void threeWhenRunsCannotBeKeptWhereTheyShould() throws Exception {
        Path file = Files.createFile(place.folder().resolve("a file"));
        try (Launched run = place.gridlock("run", Place.TINY.toString(), "--out", file.toString())) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said()).contains("--out").doesNotContain("\tat ");
        }
    }

    @Test
    void threeWhenPgBouncerIsNotThereAndCannotBeGot() throws Exception {
        Path bin = place.folderOfBasicTools();
        try (Launched run = Launched.start(
                Place.CHECKOUT,
                Map.of(
                        "TMPDIR",
                        place.temporary().toString(),
                        "PATH",
                        bin.toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "GRIDLOCK_CACHE",
                        place.folder().resolve("cache").toString()),
                place.folder(),
                List.of("run", Place.TINY.toString(), "--out", place.runs().toString()))) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said()).containsIgnoringCase("pgbouncer").doesNotContain("\tat ");
        }
        place.assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 50_000, 1_000_000})
    void threeForARecordingThatIsCutShort(long bytes) throws Exception {
        Path run = Files.createDirectory(place.folder().resolve("run"));
        Files.copy(Place.TINY, run.resolve("scenario.yml"));
        try (Recording recording = Recording.create(run);
                Statement rows = recording.connection().createStatement()) {
            rows.execute("INSERT INTO samples SELECT 'bounded', i, 'x' || i, hash(i) FROM range(500_000) AS r (i)");
        }
        try (FileChannel file = FileChannel.open(run.resolve("run.duckdb"), StandardOpenOption.WRITE)) {
            assertThat(file.size()).isGreaterThan(bytes);
            file.truncate(bytes);
        }
        try (Launched report = place.gridlock("report", run.toString())) {
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.said()).contains("run.duckdb", "damaged").doesNotContain("\tat ");
        }
    }

    @Test
    void threeForARecordingThatIsNone() throws Exception {
        Path run = Files.createDirectory(place.folder().resolve("run"));
        Files.copy(Place.TINY, run.resolve("scenario.yml"));
        Files.writeString(run.resolve("run.duckdb"), "not a database".repeat(1_000));
        try (Launched report = place.gridlock("report", run.toString())) {
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.said()).contains("run.duckdb", "damaged").doesNotContain("\tat ");
        }
    }
}
