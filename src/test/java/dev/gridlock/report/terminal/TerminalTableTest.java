package dev.gridlock.report.terminal;

import static dev.gridlock.report.MadeRun.gate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTableTest {

    private static final String LONG = "a very long reason 🚚 ".repeat(20) + "x".repeat(250);

    @Test
    void targetsStandSideBySideAligned() {
        try (MadeRun run = MadeRun.plausible()) {
            String table = TerminalTable.render(run.figures(), false);
            assertThat(table)
                    .contains("verified                                 30,000        50,000\n")
                    .contains("deadlocks (server / client / log)  79 / 79 / 79     0 / 0 / 0\n")
                    .contains("completion                                never        609 ms\n")
                    .contains("errors 40P01 deadlock detected               79             0\n")
                    .contains("verdict: pass\n");
            List<String> rows = table.lines().takeWhile(line -> !line.isEmpty()).toList();
            assertThat(rows)
                    .extracting(String::length)
                    .containsOnly(rows.getFirst().length());
        }
    }

    @Test
    void whatATargetWasJudgedWithoutIsSaid() {
        try (MadeRun run = MadeRun.plausible()
                .with("INSERT INTO final_trucks (target, truck_id) SELECT target, 1 FROM targets")
                .with(
                        "INSERT INTO events VALUES ('naive', 1, 'changes', 'read', '7'), ('bounded', 1, 'changes', 'read', '7')")
                .with("INSERT INTO lock_orders VALUES ('naive', 1, 1, 0, true)")) {
            assertThat(TerminalTable.render(run.figures(), false))
                    .contains("\n  bounded was judged without the row locks in the log\n")
                    .doesNotContain("naive was judged without");
        }
    }

    @Test
    void noLineIsWiderThanATerminal() {
        Verdict verdict = new Verdict(
                Status.FAIL, List.of(LONG), List.of(gate("bounded", "deadlocks", "deadlocks == 0", 3.0, false, LONG)));
        try (MadeRun run = MadeRun.plausible().judged(verdict).with("""
            INSERT INTO targets SELECT 'a-target-with-a-very-long-name-indeed-' || i, 'bounded', 2 + i, 1, false FROM range(1, 7) t(i)
            """)) {
            String table = TerminalTable.render(run.figures(), false);
            assertThat(table.lines())
                    .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(100));
            assertThat(table).contains("naive").contains("a-target-with-a-very-lo…");
        }
    }

    @Test
    void colourComesOnlyWhenToldTo() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(TerminalTable.render(run.figures(), false)).doesNotContain("\u001b");
            String coloured = TerminalTable.render(run.figures(), true);
            assertThat(coloured).contains("\u001b[32mpass\u001b[0m");
            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                    .isEqualTo(TerminalTable.render(run.figures(), false));
        }
    }

    @Test
    void aMessageCannotMoveTheCursor() {
        try (MadeRun run =
                MadeRun.plausible().judged(new Verdict(Status.FAIL, List.of("\u001b[2Jgone\rx"), List.of()))) {
            assertThat(TerminalTable.render(run.figures(), false)).doesNotContain("\u001b", "\r");
        }
    }

    @Test
    void oneTargetStandsAlone() {
        try (MadeRun run = MadeRun.plausible().without("naive")) {
            assertThat(TerminalTable.render(run.figures(), false)).startsWith(" ".repeat(37) + "bounded\n");
        }
    }

    @Test
    void notMeasuredIsADashAndNotAZero() {
        try (MadeRun run = MadeRun.plausible().metric("naive", "pool.pending.max", null)) {
            assertThat(TerminalTable.render(run.figures(), false)
                            .lines()
                            .filter(line -> line.startsWith("pool pending")))
                    .singleElement()
                    .asString()
                    .containsPattern("–\\s+0$");
        }
    }
}
