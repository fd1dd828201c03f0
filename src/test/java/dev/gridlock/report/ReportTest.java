package dev.gridlock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.report.html.NextQuery;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

    @TempDir
    Path folder;

    /** Runs that a page, a table and a picture must stand. */
    enum Odd {
        PLAUSIBLE(MadeRun.plausible()),
        EMPTY_TABLES(
                MadeRun.empty().judged(new Verdict(Status.INCONCLUSIVE, List.of("nothing was recorded"), List.of()))),
        ONE_TARGET(MadeRun.plausible().without("naive")),
        ONLY_NAIVE(MadeRun.plausible().without("bounded")),
        NO_DEADLOCK(MadeRun.plausible()
                .with("DELETE FROM deadlocks")
                .with("DELETE FROM errors")
                .with("UPDATE metrics SET value = 0 WHERE name LIKE 'deadlocks%'")),
        NOTHING_ACKNOWLEDGED(MadeRun.plausible()
                .with("DELETE FROM verified")
                .with("UPDATE operations SET outcome = 'rejected'")
                .with("UPDATE metrics SET value = 0 WHERE name IN ('acknowledged', 'acknowledged.client', 'verified')")
                .with("UPDATE metrics SET value = NULL WHERE name = 'completion'")),
        NO_SAMPLES(MadeRun.plausible().with("DELETE FROM samples").with("DELETE FROM acquires")),
        NO_ANSWERS(MadeRun.plausible().with("UPDATE requests SET answered_ns = NULL, status = NULL")),
        ONE_TRUCK(MadeRun.plausible()
                .with("DELETE FROM operations WHERE truck_id <> 1")
                .with("DELETE FROM verified WHERE truck_id <> 1")
                .with("DELETE FROM requests WHERE region <> 1")
                .with("DELETE FROM acquires WHERE waited_ns <> 20001")
                .with("UPDATE targets SET trucks = 1")
                .with("UPDATE metrics SET value = 1 WHERE name IN ('trucks', 'acknowledged', 'verified')")),
        FIVE_TARGETS(MadeRun.plausible().with("""
            INSERT INTO targets SELECT 'bounded-' || i, 'bounded', 2 + i, 50000, false FROM range(1, 4) t(i);
            INSERT INTO metrics SELECT 'bounded-' || i, name, unit, value FROM metrics, range(1, 4) t(i) WHERE target = 'bounded';
            """)),
        HOSTILE(MadeRun.plausible()
                .told("a-name-<script>alert(1)</script>", "<script>alert('about')</script> Zürich 🚚 & \"Größe\"")
                .judged(new Verdict(
                        Status.FAIL,
                        List.of("<img src=x onerror=alert(1)> \u0007 ]]> | `code` 🚚"),
                        List.of(MadeRun.gate(
                                "bounded", "deadlocks", "deadlocks == 0", 3.0, false, "<b>3</b> ]]> \u0000"))))
                .with("INSERT INTO run VALUES ('<i>key</i>', '</table><script>1</script>')"));

        @SuppressWarnings("ImmutableEnumChecker") // fixtures that no test changes
        final MadeRun run;

        Odd(MadeRun run) {
            this.run = run;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRunGetsEveryFile(Odd odd) throws Exception {
        MadeRun run = odd.run;
        Report.write(run.duckdb(), run.scenario(), run.verdict(), folder);

        assertThat(folder.resolve("run.json")).isNotEmptyFile();
        assertThat(folder.resolve("junit.xml")).isNotEmptyFile();
        assertThat(folder.resolve("summary.md")).isNotEmptyFile();
        assertThat(folder.resolve("leadership.pdf")).isNotEmptyFile();
        assertThat(folder.resolve("index.html")).isNotEmptyFile();
        assertThat(Files.size(folder.resolve("index.html"))).isLessThan(3_000_000);
        assertThat(Files.readString(folder.resolve("index.html")).replaceAll("(?s)<script.*?</script>", ""))
                .doesNotContain("NaN", "null", "Infinity");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".unfinished"));
        }
        keepForTheEye(odd);
    }

    @Test
    void aPlausibleRunGetsEveryPicture() throws Exception {
        MadeRun run = Odd.PLAUSIBLE.run;
        Report.write(run.duckdb(), run.scenario(), run.verdict(), folder);

        try (Stream<Path> files = Files.list(folder.resolve("charts"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "timeline-naive.png",
                            "timeline-naive.svg",
                            "timeline-bounded.png",
                            "timeline-bounded.svg",
                            "verified.png",
                            "verified.svg",
                            "pool-naive.png",
                            "pool-naive.svg",
                            "pool-bounded.png",
                            "pool-bounded.svg",
                            "acquire-naive.png",
                            "acquire-naive.svg",
                            "acquire-bounded.png",
                            "acquire-bounded.svg",
                            "deadlocks.png",
                            "deadlocks.svg",
                            "latency.png",
                            "latency.svg");
        }
    }

    @Test
    void picturesOfAnOlderReportDoNotStay() throws Exception {
        MadeRun run = Odd.NO_SAMPLES.run;
        Files.createDirectories(folder.resolve("charts"));
        Files.writeString(folder.resolve("charts/pool-naive.png"), "of an older report");

        Report.write(run.duckdb(), run.scenario(), run.verdict(), folder);

        assertThat(folder.resolve("charts/pool-naive.png")).doesNotExist();
    }

    @Test
    void theSameRecordingGivesTheSameFiles() throws Exception {
        MadeRun run = Odd.PLAUSIBLE.run;
        Path again = folder.resolve("again");
        Report.write(run.duckdb(), run.scenario(), run.verdict(), folder.resolve("first"));
        Report.write(run.duckdb(), run.scenario(), run.verdict(), again);

        for (String name : List.of(
                "run.json",
                "junit.xml",
                "summary.md",
                "index.html",
                "leadership.pdf",
                "charts/pool-naive.png",
                "charts/pool-naive.svg")) {
            assertThat(again.resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("first").resolve(name));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyQueryThatThePageSuggestsRuns(Odd odd) throws SQLException {
        for (NextQuery query : NextQuery.of(odd.run.figures())) {
            try (Statement statement = odd.run.duckdb().createStatement()) {
                assertThat(statement.execute(query.sql())).as(query.question()).isTrue();
            }
        }
    }

    @Test
    void aRecordingWithoutItsTablesIsToldApart() {
        try (MadeRun run = MadeRun.empty().with("DROP TABLE metrics")) {
            assertThatThrownBy(() -> Report.write(run.duckdb(), run.scenario(), run.verdict(), folder))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("metrics")
                    .hasMessageContaining("expected:");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "a file");
        MadeRun run = Odd.PLAUSIBLE.run;
        assertThatThrownBy(() -> Report.write(run.duckdb(), run.scenario(), run.verdict(), file))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("run.json");
    }

    /** With {@code -Dgridlock.report.keep=FOLDER} the pages stay, to be looked at. */
    private void keepForTheEye(Odd odd) throws IOException {
        String keep = System.getProperty("gridlock.report.keep");
        if (keep == null) {
            return;
        }
        Path to = Files.createDirectories(Path.of(keep, odd.name().toLowerCase(java.util.Locale.ROOT)));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(folder.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
        Files.writeString(
                to.resolve("table.txt"), dev.gridlock.report.terminal.TerminalTable.render(odd.run.figures(), false));
    }
}
