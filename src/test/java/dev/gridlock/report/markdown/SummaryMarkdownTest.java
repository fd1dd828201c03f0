package dev.gridlock.report.markdown;

import static dev.gridlock.report.MadeRun.gate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryMarkdownTest {

    @Test
    void claimedStandsBesideVerified() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(SummaryMarkdown.render(run.figures()))
                    .startsWith("## ✅ pass: Gridlock: black-friday\n")
                    .contains("naive: 37,500 claimed, 30,000 verified. bounded: 50,000 claimed, 50,000 verified in 609"
                            + " ms.")
                    .contains("| | naive | bounded |\n|:--|--:|--:|\n")
                    .contains("| verified | 30,000 | 50,000 |")
                    .contains("| completion | never | 609 ms |")
                    .contains("| errors 40P01 deadlock detected | 79 | 0 |");
        }
    }

    @Test
    void everyRowOfATableHasItsCells() {
        try (MadeRun run = MadeRun.plausible()
                .judged(new Verdict(
                        Status.FAIL, List.of(), List.of(gate("bounded", "x", "x | y", 1.0, false, "a | b\nc"))))) {
            assertThat(SummaryMarkdown.render(run.figures())).startsWith("## ❌ fail:");
            assertThat(SummaryMarkdown.render(run.figures()).lines().filter(line -> line.contains("x \\| y")))
                    .singleElement()
                    .asString()
                    .isEqualTo("| `x \\| y` | bounded | **no** | a \\| b c |");
        }
    }

    @Test
    void aMessageNeitherFormatsNorMentionsNorEmbeds() {
        assertThat(MarkdownText.escaped("<img src=x> @team *b* [a](b) lost_updates"))
                .isEqualTo("&lt;img src=x&gt; &#64;team \\*b\\* \\[a\\](b) lost_updates");
    }
}
