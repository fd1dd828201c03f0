package dev.gridlock.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static ComparisonRow row(String metric) {
        return Comparison.detailed().stream()
                .filter(row -> row.metrics().contains(metric))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysByHowMuchAndHowManyTimes() {
        try (MadeRun run = MadeRun.plausible()) {
            Difference difference = Difference.of(run.figures()).orElseThrow();
            assertThat(difference.heading()).isEqualTo("bounded against naive");
            assertThat(difference.of(row("deadlocks.server"))).isEqualTo("−79");
            assertThat(difference.of(row("pool.acquire.p99"))).isEqualTo("−5.00 s (1,317 × less)");
            assertThat(difference.of(row("verified"))).isEqualTo("+20,000");
            assertThat(difference.of(row("trucks"))).isEqualTo("same");
            assertThat(difference.of(row("completion"))).isEqualTo(Quantity.NOT_MEASURED);
            assertThat(difference.errors("POOL_TIMEOUT")).isEqualTo("−12,418");
        }
    }

    @Test
    void oneTargetHasNone() {
        try (MadeRun run = MadeRun.plausible().without("naive")) {
            assertThat(Difference.of(run.figures())).isEmpty();
        }
    }

    @Test
    void everyFigureSaysWhatItIsASampleOf() throws SQLException {
        try (MadeRun run = MadeRun.plausible()) {
            RunFigures figures = run.figures();
            SampleCounts counts = SampleCounts.read(new RecordingQuery(run.duckdb()), figures);
            TargetFigures naive = figures.targets().getFirst();
            assertThat(counts.of(naive, row("pool.acquire.p99"))).isEqualTo("of 150,000 acquires");
            assertThat(counts.of(naive, row("latency.p99"))).isEqualTo("of 8 calls");
            assertThat(counts.of(naive, row("verified"))).isEqualTo("of 50,000 trucks");
            assertThat(counts.of(naive, row("pgbouncer.maxwait"))).isEqualTo("of 420 PgBouncer samples");
            assertThat(counts.of(naive, row("lost_updates"))).isEmpty();
        }
    }
}
