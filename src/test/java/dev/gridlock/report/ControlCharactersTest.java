package dev.gridlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.ci.CodeQuality;
import dev.gridlock.report.ci.GithubActions;
import dev.gridlock.report.html.IndexPage;
import dev.gridlock.report.junit.JunitXml;
import dev.gridlock.report.markdown.SummaryMarkdown;
import dev.gridlock.report.terminal.TerminalTable;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query, a server or a caller said may hold anything: every file shows it, and none obeys it. */
class ControlCharactersTest {

    /** NUL, bell, escape, carriage return, delete, C1's own escape, a line separator, and what turns text around. */
    private static final String HOSTILE = "a\u0000b\u0007c\u001b[2Jd\re\u007ff\u009b1mg\u2028h\u202ei\u2066j";

    private static final String SHOWN =
            "a\\u0000b\\u0007c\\u001b[2Jd\\u000de\\u007ff\\u009b1mg\\u2028h\\u202ei\\u2066j";

    @TempDir
    Path folder;

    @Test
    void evidenceIsShownEscapedEverywhere() throws Exception {
        Verdict verdict = new Verdict(
                Status.FAIL,
                List.of("reason " + HOSTILE),
                List.of(MadeRun.gate("bounded", "sql", "sql: SELECT '" + HOSTILE + "'", 1.0, false, HOSTILE)));
        try (MadeRun run = MadeRun.plausible()
                .judged(verdict)
                .with("UPDATE events SET message = 'x' || chr(27) || '[2J'")
                .with("UPDATE deadlocks SET detail = detail || chr(27), statement = chr(27) || '[31mUPDATE'")) {
            requireShown("junit.xml", JunitXml.render(run.figures()), SHOWN);
            requireShown("summary.md", SummaryMarkdown.render(run.figures()), "c\\\\u001b\\[2Jd\\\\u000de");
            requireShown("terminal", TerminalTable.render(run.figures(), false), "\\u001b[2Jd\\u000d");
            requireShown("code-quality.json", CodeQuality.render(run.figures()), SHOWN.replace("\\", "\\\\"));
            new IndexPage(run.evidence()).write(run.figures(), run.pictures(), folder);
            requireShown("index.html", Files.readString(folder.resolve("index.html")), SHOWN);
        }
        StringWriter annotations = new StringWriter();
        new GithubActions(Map.of("GITHUB_ACTIONS", "true"), new PrintWriter(annotations))
                .tell(verdict.gates(), verdict.reasons(), "");
        requireShown("annotations", annotations.toString(), SHOWN);
    }

    private static void requireShown(String where, String text, String shown) {
        assertThat(text.codePoints()
                        .filter(point -> point != '\n' && point != '\t')
                        .filter(point -> Character.isISOControl(point)
                                || (point >= 0x2028 && point <= 0x202E)
                                || (point >= 0x2066 && point <= 0x2069)))
                .as(where)
                .isEmpty();
        assertThat(text.replaceAll("\\n\\s*", "")).as(where).contains(shown);
    }
}
