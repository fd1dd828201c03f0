package dev.gridlock.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.report.MadeRun;
import dev.gridlock.report.Report;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a real run, and of runs that are odd, in a real browser. */
class ReportPageIT {

    private static final int PHONE = 390;
    private static final int SCREEN = 1440;
    private static final String SHOWN = ".live .shown";
    private static final String LOWEST_PANEL = ".live .plot:last-of-type canvas";

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static Path smoke;
    private static final Map<String, Path> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void drawTheRuns() throws Exception {
        browser = Chromium.orSkip("ReportPageIT");
        smoke = SmokeRun.in(folder.resolve("reports"));
        PAGES.put("smoke", smoke.resolve("index.html"));
        PAGES.put("plausible", drawn("plausible", MadeRun.plausible()));
        PAGES.put("one target", drawn("one", MadeRun.plausible().without("naive")));
        PAGES.put(
                "nothing recorded",
                drawn(
                        "empty",
                        MadeRun.empty().judged(new Verdict(Status.INCONCLUSIVE, List.of("nothing"), List.of()))));
        PAGES.put(
                "hostile",
                drawn(
                        "hostile",
                        MadeRun.plausible()
                                .told(
                                        "a<script>document.title = 'taken'</script>",
                                        "<img src=x onerror=alert(1)> Zürich 🚚 " + "x".repeat(400))
                                .judged(new Verdict(
                                        Status.FAIL,
                                        List.of("<script>throw 1</script>" + "y".repeat(300)),
                                        List.of()))));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void noPageHasAScriptErrorOrAsksTheNetworkForAnything() {
        PAGES.forEach((name, page) -> {
            browser.open(page, SCREEN, false);
            assertThat(browser.errors()).as("console errors, " + name).isEmpty();
            assertThat(browser.requests()).as("requests, " + name).isEmpty();
            assertThat(browser.evaluate("document.title"))
                    .as("title, " + name)
                    .asString()
                    .contains("Gridlock");
        });
    }

    @Test
    void noPageScrollsSidewaysOnAPhoneOrAScreen() {
        PAGES.forEach((name, page) -> {
            for (int width : List.of(PHONE, SCREEN)) {
                browser.open(page, width, false);
                assertThat(browser.sidewaysScroll())
                        .as(name + " at " + width + " px")
                        .isZero();
            }
        });
    }

    @Test
    void axeFindsNothingSeriousInTheLightOrInTheDark() {
        PAGES.forEach((name, page) -> {
            for (boolean dark : List.of(false, true)) {
                browser.open(page, SCREEN, dark);
                assertThat(browser.seriousViolations())
                        .as(name + (dark ? ", dark" : ", light"))
                        .isEmpty();
            }
        });
    }

    @Test
    void theHeadlineFiguresEqualThoseOfRunJson() throws IOException {
        JsonNode json = new ObjectMapper().readTree(smoke.resolve("run.json").toFile());
        browser.open(PAGES.get("smoke"), SCREEN, false);

        List<String> expected = new ArrayList<>();
        for (String target : List.of("naive", "bounded")) {
            JsonNode figures = json.at("/targets/" + target);
            expected.add(counted(figures.get("acknowledged")));
            expected.add(counted(figures.get("verified")));
        }
        expected.add(counted(json.at("/targets/naive/deadlocks/server")) + " / "
                + counted(json.at("/targets/bounded/deadlocks/server")));

        assertThat(browser.texts("#headline .figures dd.value")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(browser.texts("header .badge"))
                .containsExactly(json.get("verdict").asText());
    }

    @Test
    void zoomingTheTimelineNarrowsWhatAllItsPanelsShowAndOneButtonShowsTheWholeRunAgain() {
        browser.open(PAGES.get("smoke"), SCREEN, false);
        List<String> whole = browser.texts(SHOWN);
        String lowestPanel = browser.painted(LOWEST_PANEL);

        browser.click(".live .tools button"); // zoom in
        assertThat(seconds(browser.texts(SHOWN))).isCloseTo(seconds(whole) / 2, within(0.1));
        assertThat(browser.painted(LOWEST_PANEL)).isNotEqualTo(lowestPanel);

        browser.drag(".live .u-over", 0.4, 0.6);
        assertThat(seconds(browser.texts(SHOWN))).isCloseTo(seconds(whole) / 10, within(0.3));

        browser.click(".live .tools button:nth-of-type(5)"); // whole run
        assertThat(browser.texts(SHOWN)).isEqualTo(whole);

        browser.drag(".live .u-over", 0.4, 0.6);
        browser.doubleClick(".live .u-over");
        assertThat(browser.texts(SHOWN)).isEqualTo(whole);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aSeriesOfTheTimelineIsSwitchedOffAndOnByItsName() {
        browser.open(PAGES.get("smoke"), SCREEN, false);
        String both = browser.painted(".live canvas");

        browser.click(".live button.series");
        assertThat(browser.evaluate("document.querySelector('.live button.series').ariaPressed"))
                .isEqualTo("false");
        assertThat(browser.painted(".live canvas")).isNotEqualTo(both);

        browser.click(".live button.series");
        browser.hover("h1", 0.5); // the cursor's own line away
        assertThat(browser.painted(".live canvas")).isEqualTo(both);
    }

    @Test
    void hoveringTheTimelineReadsEverySeriesAtThatMoment() {
        browser.open(PAGES.get("smoke"), SCREEN, false);
        assertThat(browser.texts(".live .moment").getFirst()).isEmpty();

        browser.hover(".live .u-over", 0.5);

        assertThat(browser.texts(".live .moment").getFirst()).matches("[\\d.]+ s");
        assertThat(browser.texts("figure.causal:first-of-type .reading"))
                .isNotEmpty()
                .allMatch(reading -> reading.matches("[\\d.,]+|–"));
    }

    /** How many seconds are shown, of {@code from – to s}. */
    private static double seconds(List<String> shown) {
        String[] ends = shown.getFirst().replace(" s", "").split(" – ", -1);
        return Double.parseDouble(ends[1]) - Double.parseDouble(ends[0]);
    }

    private static String counted(JsonNode figure) {
        assertThat(figure.isNumber()).as("measured").isTrue();
        return String.format(Locale.ROOT, "%,d", figure.asLong());
    }

    private static Path drawn(String name, MadeRun run) throws Exception {
        Path to = java.nio.file.Files.createDirectories(folder.resolve(name));
        try (run) {
            Report.write(run.duckdb(), run.scenario(), run.verdict(), to);
        }
        return to.resolve("index.html");
    }
}
