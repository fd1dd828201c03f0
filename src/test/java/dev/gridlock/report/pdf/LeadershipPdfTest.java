package dev.gridlock.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.report.MadeRun;
import dev.gridlock.report.business.Cost;
import dev.gridlock.report.json.RunJson;
import dev.gridlock.scenario.BusinessSpec;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The PDF is read by another library than the one that writes it. */
class LeadershipPdfTest {

    private static final BusinessSpec PRICES =
            new BusinessSpec("USD", 4_200, 35, Optional.of(Duration.ofMinutes(240)), Optional.of(6_400.0));

    @TempDir
    Path folder;

    /** Runs whose page must be whole. */
    enum Odd {
        PLAUSIBLE(MadeRun.plausible().priced(PRICES)),
        NO_PRICES(MadeRun.plausible()),
        INCONCLUSIVE(MadeRun.plausible()
                .priced(PRICES)
                .judged(new Verdict(
                        Status.INCONCLUSIVE,
                        IntStream.range(0, 40)
                                .mapToObj(n -> "target bounded: fault " + n + " was not shown to be applied; "
                                        + "why ".repeat(60))
                                .toList(),
                        List.of()))),
        FAILED(MadeRun.plausible()
                .priced(PRICES)
                .judged(new Verdict(
                        Status.FAIL,
                        List.of("target bounded: expected deadlocks == 0, but deadlocks is 3"),
                        List.of(MadeRun.gate("bounded", "deadlocks", "deadlocks == 0", 3.0, false, "3 deadlocks"))))),
        EMPTY_TABLES(
                MadeRun.empty().judged(new Verdict(Status.INCONCLUSIVE, List.of("nothing was recorded"), List.of()))),
        PARTIAL(MadeRun.plausible()
                .with("UPDATE targets SET partial = true")
                .with("UPDATE metrics SET value = NULL WHERE name NOT IN ('trucks', 'calls.planned')")
                .judged(new Verdict(Status.INCONCLUSIVE, List.of("the run was not finished"), List.of()))),
        ONLY_BOUNDED(MadeRun.plausible().without("naive").priced(PRICES)),
        ONLY_NAIVE(MadeRun.plausible().without("bounded").priced(PRICES)),
        NOTHING_ACKNOWLEDGED(MadeRun.plausible()
                .priced(PRICES)
                .with("DELETE FROM verified")
                .with("UPDATE operations SET outcome = 'rejected'")
                .with("UPDATE metrics SET value = 0 WHERE name IN ('acknowledged', 'acknowledged.client', 'verified')")
                .with("UPDATE metrics SET value = NULL WHERE name = 'completion'")),
        HUGE_PRICES(MadeRun.plausible()
                .priced(new BusinessSpec(
                        "XXX", 1e12, 999_999_999_999.99, Optional.of(Duration.ofHours(720)), Optional.of(1e12)))),
        HOSTILE(MadeRun.plausible()
                .priced(PRICES)
                .told(
                        "a".repeat(60),
                        "<script>alert(1)</script> Zürich, Łódź, Αθήνα 🚚 👩‍🚒 \u0000\u202e \ud800 " + "x".repeat(900))
                .with("UPDATE targets SET target = '" + "n".repeat(60) + "' WHERE target = 'naive'")
                .with("UPDATE metrics SET target = '" + "n".repeat(60) + "' WHERE target = 'naive'"));

        @SuppressWarnings("ImmutableEnumChecker") // fixtures that no test changes
        final MadeRun run;

        Odd(MadeRun run) {
            this.run = run;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRunHasExactlyOneA4PageThatHoldsAllItsText(Odd odd) throws IOException {
        try (PDDocument pdf = drawn(odd.run)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            PDRectangle page = pdf.getPage(0).getMediaBox();
            assertThat(page.getWidth()).isEqualTo(595f);
            assertThat(page.getHeight()).isEqualTo(842f);
            for (TextPosition letter : letters(pdf)) {
                assertThat(letter.getXDirAdj()).as(letter.getUnicode()).isBetween(20f, 575f);
                assertThat(letter.getYDirAdj()).as(letter.getUnicode()).isBetween(20f, 835f);
            }
            assertThat(text(pdf))
                    .contains("The claim and the truth", "The picture", "The cost", "The fix", "Recommendation:")
                    .contains("Confidence:")
                    .doesNotContain("null", "NaN", "Infinity");
        }
        keepForTheEye(odd);
    }

    @Test
    void itsFiguresEqualThoseOfRunJson() throws IOException {
        MadeRun run = Odd.PLAUSIBLE.run;
        JsonNode json = new ObjectMapper().readTree(RunJson.render(run.figures()));
        try (PDDocument pdf = drawn(run)) {
            String text = text(pdf);
            for (String target : List.of("naive", "bounded")) {
                JsonNode figures = json.at("/targets/" + target);
                String row = String.format(
                        Locale.ROOT,
                        "(%s) %,d %,d %,d ",
                        target,
                        figures.get("trucks").asLong(),
                        figures.get("acknowledged").asLong(),
                        figures.get("verified").asLong());
                assertThat(text).containsIgnoringWhitespaces(row);
            }
            JsonNode naive = json.at("/targets/naive");
            for (String path : List.of("/zombie_writes", "/lost_updates", "/deadlocks/server", "/pool/timeouts")) {
                assertThat(text)
                        .contains(
                                String.format(Locale.ROOT, "%,d", naive.at(path).asLong()));
            }
            assertThat(text).contains("verdict: " + json.get("verdict").asText());
        }
    }

    @Test
    void itsBillIsThatOfTheRun() throws IOException {
        MadeRun run = Odd.PLAUSIBLE.run;
        try (PDDocument pdf = drawn(run)) {
            String text = text(pdf);
            assertThat(Cost.of(run.figures()).lines())
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(text)
                            .containsIgnoringWhitespaces(line.what() + line.amount())
                            .containsIgnoringWhitespaces(line.arithmetic()));
        }
    }

    @Test
    void itsRecommendationGivesTheReasonsOfTheVerdict() throws IOException {
        try (PDDocument pdf = drawn(Odd.FAILED.run)) {
            assertThat(text(pdf)).contains("target bounded: expected deadlocks == 0, but deadlocks is 3");
        }
    }

    @Test
    void thePageNamesTheSeedThatRepeatsTheRun() throws IOException {
        try (PDDocument pdf = drawn(Odd.PLAUSIBLE.run)) {
            assertThat(text(pdf).replaceAll("\\s+", " "))
                    .contains("Seed " + Odd.PLAUSIBLE.run.scenario().seed() + ",");
        }
    }

    @Test
    void thePictureIsVectorsAndItsLettersAreText() throws IOException {
        try (PDDocument pdf = drawn(Odd.PLAUSIBLE.run)) {
            assertThat(text(pdf)).contains("seconds since the first request", "bounded verified");
            assertThat(pdf.getPage(0).getResources().getXObjectNames())
                    .noneMatch(name -> pdf.getPage(0).getResources().isImageXObject(name));
        }
    }

    @Test
    void aCharacterThatTheFontLacksIsSaidInWords() throws IOException {
        try (PDDocument pdf = drawn(Odd.HOSTILE.run)) {
            assertThat(text(pdf).replaceAll("\\s+", " "))
                    .contains("Zürich, Łódź, Αθήνα [delivery truck]")
                    .contains("<script>alert(1)</script>");
        }
    }

    private PDDocument drawn(MadeRun run) throws IOException {
        new LeadershipPdf().write(run.figures(), run.pictures(), folder);
        return Loader.loadPDF(folder.resolve("leadership.pdf").toFile());
    }

    private static String text(PDDocument pdf) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        return stripper.getText(pdf);
    }

    private static List<TextPosition> letters(PDDocument pdf) throws IOException {
        List<TextPosition> letters = new ArrayList<>();
        new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                letters.add(text);
            }
        }.getText(pdf);
        return letters;
    }

    /** With {@code -Dgridlock.report.keep=FOLDER} the pages stay, to be looked at. */
    private void keepForTheEye(Odd odd) throws IOException {
        String keep = System.getProperty("gridlock.report.keep");
        if (keep != null) {
            Path to = Files.createDirectories(Path.of(keep));
            Files.copy(
                    folder.resolve("leadership.pdf"),
                    to.resolve(odd.name().toLowerCase(Locale.ROOT) + ".pdf"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
