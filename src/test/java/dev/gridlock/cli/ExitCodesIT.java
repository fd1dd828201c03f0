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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell sees of {@code ./gridlock}, as docs/exit-codes.md has it. */
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

    @Test
    void zeroWhenEveryGateHoldsAlsoFromAPathWithSpaces() throws Exception {
        Path checkout = checkoutIn(Files.createDirectory(place.folder().resolve("a path with spaces")));
        Path scenario = Files.copy(Place.TINY, checkout.resolve("my tiny.yml"));
        try (Launched run = Launched.start(
                checkout,
                Map.of("TMPDIR", place.temporary().toString()),
                place.folder(),
                List.of("run", scenario.toString()))) {
            assertThat(run.exitCode()).as(run.said()).isZero();
            assertThat(run.printed()).contains("verdict: pass");
            assertThat(run.said()).as("built already").doesNotContain("building");
        }
        assertThat(checkout.resolve("reports/latest/index.html")).isNotEmptyFile();
        place.assertNothingIsLeft();
    }

    /** What a checkout has after its first start; the libraries need no copy. */
    private static Path checkoutIn(Path folder) throws IOException {
        Files.copy(Place.CHECKOUT.resolve("gridlock"), folder.resolve("gridlock"));
        assertThat(folder.resolve("gridlock").toFile().setExecutable(true)).isTrue();
        Files.copy(
                Place.CHECKOUT.resolve(".mvn/jdk25.sh"),
                Files.createDirectory(folder.resolve(".mvn")).resolve("jdk25.sh"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.createDirectories(folder.resolve("src/main"));
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.copy(Place.CHECKOUT.resolve("target/gridlock.jar"), target.resolve("gridlock.jar"));
        Files.createSymbolicLink(target.resolve("lib"), Place.CHECKOUT.resolve("target/lib"));
        Files.createFile(target.resolve(".built"));
        return folder;
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
                "run scenarios/smoke.yml --seed x         | is not a long",
                "run scenarios/smoke.yml --provider moon  | --provider",
                "run scenarios/smoke.yml scenarios/smoke.yml | Unmatched argument",
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
        Path bin = Files.createDirectory(place.folder().resolve("bin"));
        for (String tool : List.of("bash", "sh", "env", "find", "dirname", "readlink", "grep", "setpriv", "setsid")) {
            Path program = Path.of("/usr/bin", tool);
            if (Files.exists(program)) {
                Files.createSymbolicLink(bin.resolve(tool), program);
            }
        }
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
