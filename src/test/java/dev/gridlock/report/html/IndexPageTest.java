package dev.gridlock.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexPageTest {

    @TempDir
    Path folder;

    private String page(MadeRun run) throws IOException {
        new IndexPage(run.evidence()).write(run.figures(), run.pictures(), folder);
        return Files.readString(folder.resolve("index.html"));
    }

    @Test
    void thePageNeedsNoNetwork() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(page(run).replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", ""))
                    .doesNotContain(
                            "http://",
                            "https://",
                            "<script src",
                            "<link rel=\"stylesheet",
                            "@import",
                            "url(//",
                            "fetch(",
                            "XMLHttpRequest");
        }
    }

    @Test
    void nothingThatARunSaysBecomesMarkup() throws IOException {
        try (MadeRun run = MadeRun.plausible()
                .told("x<script>1</script>", "<script>2</script> Zürich 🚚")
                .judged(new Verdict(
                        Status.FAIL,
                        List.of("<script>3</script>"),
                        List.of(MadeRun.gate(
                                "<script>4</script>", "x", "<script>5</script>", 1.0, false, "<script>6</script>"))))
                .with("INSERT INTO run VALUES ('<script>7</script>', '<script>8</script>')")
                .with("UPDATE faults SET observed = '<script>9</script>'")
                .with("UPDATE errors SET sqlstate = '<script>10</script>' WHERE sqlstate = '40P01'")
                .with("UPDATE deadlocks SET detail = '<script>12</script>', context = '<script>13</script>'")
                .with("UPDATE events SET message = '<script>14</script>'")
                .with("UPDATE audit_trucks SET detail = '<script>15</script>'")
                .with(
                        "UPDATE samples SET series = 'pg.waits.<script>16</script></script>' WHERE series = 'pool.active'")
                .with("UPDATE samples SET target = '<script>11</script>' WHERE target = 'bounded'")
                .with("UPDATE targets SET target = '<script>11</script>' WHERE target = 'bounded'")) {
            String page = page(run);
            assertThat(page).doesNotContainPattern("<script>\\d").contains("Zürich 🚚");
            assertThat(count("<script", page)).as("the page's own").isEqualTo(3);
            assertThat(count("</script", page)).isEqualTo(3);
        }
    }

    @Test
    void everyTableHasHeadersAndEveryPictureItsWords() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            String page = page(run);
            assertThat(count("<table", page))
                    .isEqualTo(count("<caption>", page))
                    .isEqualTo(count("<thead>", page));
            assertThat(count("<svg ", page)).isEqualTo(9).isEqualTo(count("<svg aria-label=\"[^\"]{40,}", page));
            assertThat(count("<h1>", page)).isEqualTo(1);
        }
    }

    @Test
    void everySectionIsLinkedOnce() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            String page = page(run);
            for (Section section : Sections.ALL) {
                assertThat(count("href=\"#" + section.id() + "\"", page))
                        .as(section.id())
                        .isEqualTo(1);
                assertThat(count("<section id=\"" + section.id() + "\"", page))
                        .as(section.id())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aRunWithoutFaultsHasNoSectionOnThem() throws IOException {
        try (MadeRun run = MadeRun.plausible().with("DELETE FROM faults")) {
            assertThat(page(run)).doesNotContain("id=\"faults\"", "href=\"#faults\"");
        }
    }

    @Test
    void onlyFilesThatAreThereAreLinked() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{}");
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(page(run)).contains("href=\"run.json\"").doesNotContain("href=\"junit.xml\"", "href=\"gatling");
        }
    }

    /** The sections that a reader expects, in this order, whatever else is between them. */
    @Test
    void thePageGoesFromTheHeadlineToHonesty() {
        List<String> ids = Sections.ALL.stream().map(Section::id).toList();
        assertThat(ids)
                .containsSubsequence(
                        "headline", "comparison", "timeline", "time", "deadlocks", "damage", "limits", "honesty");
    }

    @Test
    void theInteractiveTimelineBringsItsLicence() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(page(run)).contains("Leon Sorokin", "Permission is hereby granted", "id=\"timeline-naive\"");
        }
    }

    @Test
    void fiveHundredDistinctCyclesDoNotBlowUpThePage() throws IOException {
        try (MadeRun run = MadeRun.plausible().with("DELETE FROM deadlocks").with("""
            INSERT INTO deadlocks
            SELECT 'naive', 2000000000 + i * 1000000, i, '40P01',
                'Process ' || i || ' waits for ShareLock on transaction 9; blocked by process 7.' || chr(10)
                || 'Process 7 waits for ShareLock on transaction 8; blocked by process ' || i || '.' || chr(10)
                || 'Process ' || i || ': UPDATE road_segments SET note = ' || md5(i::VARCHAR) || repeat('x', 5000) || chr(10)
                || 'Process 7: UPDATE road_segments SET note = 7', '', '', 'application', 'fleet', 'target'
            FROM range(1000, 1500) t(i)
            """)) {
            String page = page(run);
            assertThat(page).hasSizeLessThan(1_000_000).contains("495 more shapes", "495 deadlocks");
            assertThat(count("<article", page)).isEqualTo(5);
        }
    }

    @Test
    void aLatentDeadlockIsShownByTheRowsOfItsTransactions() throws IOException {
        try (MadeRun run = MadeRun.plausible()
                .with(
                        "INSERT INTO lock_orders VALUES ('naive', 2178, 6543, 323, true), ('bounded', 16, 9000, NULL, false)")
                .with("""
                    INSERT INTO latent_deadlocks VALUES
                        ('naive', 1, 323, 1, 811, 'road_segments', 'id', '(7)', 'FOR UPDATE', 'road_segments', 'id', '(9)', 'FOR UPDATE'),
                        ('naive', 1, 323, 2, 812, 'road_segments', 'id', '(9)', 'FOR UPDATE', 'road_segments', 'id', '(7)', 'FOR UPDATE'),
                        ('naive', 2, 1, 1, 811, 'notes', '', '(0,7)', 'FOR UPDATE', 'notes', '', '(0,9)', 'FOR UPDATE'),
                        ('naive', 2, 1, 2, 812, 'notes', '', '(0,9)', 'FOR UPDATE', 'notes', '', '(0,7)', 'FOR UPDATE')
                    """)) {
            assertThat(page(run))
                    .contains("2,178", "323 of 323 circles", "road_segments (id) = (7)", "deadlocks/naive-latent-1.sh")
                    .contains("notes row at (0,9)", "No script")
                    .contains("bounded: there was too much to look at all of it");
        }
    }

    @Test
    void aLogThatWasNotReadIsNoLogWithoutLatentDeadlocks() throws IOException {
        try (MadeRun run = MadeRun.plausible()
                .with("INSERT INTO events VALUES ('naive', 1, 'wal', 'not_read', 'no <extension>')")) {
            assertThat(page(run))
                    .contains("naive: the log was not read: no &lt;extension&gt;.", "bounded: the log was not read");
        }
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .count();
    }
}
