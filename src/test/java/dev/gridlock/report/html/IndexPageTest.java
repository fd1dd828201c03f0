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
        new IndexPage().write(run.figures(), run.pictures(), folder);
        return Files.readString(folder.resolve("index.html"));
    }

    @Test
    void thePageNeedsNoNetwork() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(page(run).replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", ""))
                    .doesNotContain("http://", "https://", "<script", "@import", "url(//");
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
                .with("UPDATE targets SET target = '<script>11</script>' WHERE target = 'bounded'")) {
            assertThat(page(run)).doesNotContain("<script").contains("Zürich 🚚");
        }
    }

    @Test
    void everyTableHasHeadersAndEveryPictureItsWords() throws IOException {
        try (MadeRun run = MadeRun.plausible()) {
            String page = page(run);
            assertThat(count("<table", page))
                    .isEqualTo(count("<caption>", page))
                    .isEqualTo(count("<thead>", page));
            assertThat(count("<svg ", page)).isEqualTo(7).isEqualTo(count("<svg aria-label=\"[^\"]{40,}", page));
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

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .count();
    }
}
