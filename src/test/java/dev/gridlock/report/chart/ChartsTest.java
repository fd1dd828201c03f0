package dev.gridlock.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartsTest {

    private static Picture picture(MadeRun run, String id) {
        return run.pictures().stream()
                .filter(picture -> picture.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void titlesStateTheFinding() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(run.pictures())
                    .extracting(Picture::title)
                    .containsExactly(
                            "naive: up to 49,900 operations in line for 100 connections, 79 deadlocks and work went on for"
                                    + " 29.1 s after the last caller had been answered",
                            "bounded: nobody in line, at most 4 connections in use and all 50,000 trucks verified in 609"
                                    + " ms",
                            "naive: 37,500 claimed, 30,000 verified; bounded: all 50,000 verified within 609 ms",
                            "naive: up to 49,900 operations in line for 100 connections",
                            "bounded: nobody ever waited in line for a connection",
                            "naive: half of the waits for a connection took 4.21 s or more, the longest 5.01 s; 12,418"
                                    + " gave up",
                            "bounded: half of the waits for a connection took 0.031 ms or more, the longest 4.02 ms",
                            "naive: 79 deadlocks; bounded: no deadlock",
                            "99 of 100 calls were answered within 12.0 s (naive), 614 ms (bounded)");
        }
    }

    @Test
    void aRunWithoutADeadlockSaysSoInsteadOfAnEmptyPicture() {
        try (MadeRun run = MadeRun.plausible().with("DELETE FROM deadlocks").with("DELETE FROM errors")) {
            Picture picture = picture(run, "deadlocks");
            assertThat(picture.chart()).isNull();
            assertThat(picture.note()).contains("Neither");
            assertThat(SvgDrawing.render(picture)).isEmpty();
        }
    }

    @Test
    void textOfAPictureStaysText() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(SvgDrawing.render(picture(run, "pool-naive")))
                    .contains(">wait for the pool</text")
                    .contains(">seconds since the first request</text")
                    .contains(">100,000</text")
                    .contains("role=\"img\"")
                    .contains("aria-label=\"Line chart");
        }
    }

    @Test
    void coloursFollowThePageIntoTheDark() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(SvgDrawing.render(picture(run, "pool-naive")))
                    .contains("var(--chart-vermillion,rgb(213,94,0))", "var(--chart-ink,")
                    .doesNotContainPattern("[^,]rgb\\(");
        }
    }

    @Test
    void twoPicturesOfAPageShareNoId() {
        try (MadeRun run = MadeRun.plausible()) {
            List<String> ids = run.pictures().stream()
                    .flatMap(picture -> java.util.regex.Pattern.compile(" id=\"([^\"]+)\"")
                            .matcher(SvgDrawing.render(picture))
                            .results()
                            .map(match -> match.group(1)))
                    .toList();
            assertThat(ids).doesNotHaveDuplicates();
        }
    }

    @Test
    void downsamplingKeepsThePeak() throws SQLException {
        try (MadeRun run = MadeRun.empty().with("""
            INSERT INTO samples SELECT 'naive', i * 1000000, 'pool.pending', CASE WHEN i = 54321 THEN 777 ELSE 1 END
            FROM range(0, 100000) t(i)
            """)) {
            List<Point> points = new Timeline(run.duckdb()).samples("naive", "pool.pending");
            assertThat(points).hasSizeLessThanOrEqualTo(Timeline.BUCKETS).contains(new Point(54.321, 777));
        }
    }

    @Test
    void secondsCountFromTheFirstRequest() throws SQLException {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(new Timeline(run.duckdb()).zero("bounded")).isEqualTo(61_001_000_000L);
            assertThat(new Timeline(run.duckdb())
                            .cumulated("bounded", Timeline.Happening.VERIFIED)
                            .getLast()
                            .y())
                    .isEqualTo(50_000);
        }
    }

    @Test
    void aCallWithoutAnAnswerCountsWithWhatItHadWaited() throws SQLException {
        try (MadeRun run = MadeRun.empty().with("""
            INSERT INTO requests (target, intended_ns, sent_ns, answered_ns) VALUES ('naive', 0, 5000000, 10000000), ('naive', 0, 0, NULL);
            INSERT INTO events VALUES ('naive', 60000000000, 'load', 'load_ended', '');
            """)) {
            assertThat(new Timeline(run.duckdb()).latency("naive"))
                    .containsExactly(new Point(10, 50), new Point(60_000, 100));
        }
    }

    @Test
    void aScaleHasAZeroAndADecadeAStep() {
        LogScale scale = new LogScale(1, dev.gridlock.report.figures.Quantity.MILLISECONDS);
        assertThat(scale.position(0)).isZero();
        assertThat(scale.position(1)).isEqualTo(1);
        assertThat(scale.position(1_000)).isEqualTo(4);
        assertThat(scale.value(scale.position(4_213))).isCloseTo(4_213, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(scale.axis("ms", 4_000).getNumberFormatOverride().format(5)).isEqualTo("10 s");
        assertThat(scale.axis("ms", 4_000).getNumberFormatOverride().format(3)).isEqualTo("100 ms");
    }

    @Test
    void targetsOfOneRunDifferInColour() {
        try (MadeRun run = MadeRun.plausible().with("""
            INSERT INTO targets SELECT 'bounded-' || i, 'bounded', 2 + i, 50000, false FROM range(1, 4) t(i)
            """)) {
            assertThat(run.figures().targets().stream().map(target -> Palette.of(run.figures(), target)))
                    .doesNotHaveDuplicates();
        }
    }
}
