package dev.gridlock.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.live.LiveEvent;
import dev.gridlock.live.LiveFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of runs: what is in it, in which order, and the trends above it. */
class ListTest extends ServedReports {

    private static final Pattern ROW = Pattern.compile("<th scope=\"row\"><a href=\"/runs/([^\"]+)\">");

    @BeforeEach
    void threeRuns() throws IOException {
        reports.run("smoke", "20261125T024033Z-0001", "pass", 3000, 370.0);
        reports.run("smoke", "20261125T024133Z-0002", "fail", 5, 1086.0);
        reports.run("black-friday", "20261125T020033Z-0003", "inconclusive", 1500, 90.5);
    }

    @Test
    void runsAreListedNewestFirst() throws IOException {
        assertThat(rows("/"))
                .containsExactly(
                        "smoke/20261125T024133Z-0002",
                        "smoke/20261125T024033Z-0001",
                        "black-friday/20261125T020033Z-0003");
    }

    @Test
    void aRunIsFoundByScenarioStateAndText() throws IOException {
        assertThat(rows("/?scenario=black-friday")).containsExactly("black-friday/20261125T020033Z-0003");
        assertThat(rows("/?state=fail")).containsExactly("smoke/20261125T024133Z-0002");
        assertThat(rows("/?q=BECAUSE+of+20261125T024033Z")).containsExactly("smoke/20261125T024033Z-0001");
        assertThat(http.get("/?q=nothing-like-it").body()).contains("None is like that");
    }

    @Test
    void runsAreSortedByEachColumn() throws IOException {
        assertThat(rows("/?sort=started&order=asc")).startsWith("black-friday/20261125T020033Z-0003");
        assertThat(rows("/?sort=scenario&order=desc")).endsWith("black-friday/20261125T020033Z-0003");
        assertThat(rows("/?sort=state&order=asc")).startsWith("smoke/20261125T024033Z-0001");
        assertThat(rows("/?sort=metric&metric=latency_p99&order=desc"))
                .containsExactly(
                        "smoke/20261125T024133Z-0002",
                        "smoke/20261125T024033Z-0001",
                        "black-friday/20261125T020033Z-0003");
    }

    @Test
    void anAddressThatMakesNoSenseIsTheWholeList() throws IOException {
        assertThat(rows("/?sort=nonsense&state=%22%3E&metric=%00&page=-1")).hasSize(3);
    }

    @Test
    void theTrendOfAScenariosTargetGoesFromItsOldestRunToItsNewest() throws IOException {
        assertThat(http.get("/?metric=latency_p99").body())
                .contains("latency, p99 of naive over 2 runs: from 370 ms to 1.09 s, between 370 ms and 1.09 s");
    }

    @Test
    void aShareOfAlmostNothingIsNotNothing() throws IOException {
        assertThat(http.get("/?metric=verified").body())
                .contains("0.17 %")
                .contains("50 %")
                .contains("100 %");
    }

    @Test
    void aDamagedRunIsListedAsSuch() throws IOException {
        reports.write("smoke/20261125T030000Z-bad1", "run.json", "{\"schema\": \"gridlock.run/1\", ");
        reports.write("smoke/20261125T030001Z-bad2", "run.json", "[]");
        reports.write("smoke/20261125T030002Z-bad3", "run.json", "{\"schema\": \"gridlock.run/1\", \"targets\": 7}");
        reports.write("smoke/20261125T030003Z-bad4", "run.json", "\u0000\u0001");
        assertThat(rows("/?state=damaged")).hasSize(4);
    }

    @Test
    void aRunOfAnotherVersionIsListedAsSuch() throws IOException {
        reports.write("smoke/20261125T030000Z-ffff", "run.json", "{\"schema\": \"gridlock.run/999\"}");
        RawHttp.Answer list = http.get("/?state=other_version");
        assertThat(list.body()).contains("gridlock.run/999").contains("smoke/20261125T030000Z-ffff");
    }

    @Test
    void oddFiguresAreNotMeasuredOnes() throws IOException {
        reports.write(
                "odd/20261125T030000Z-aaaa",
                "run.json",
                "{\"schema\": \"gridlock.run/1\", \"verdict\": \"pass\", \"targets\":"
                        + " {\"a\": {\"trucks\": 0, \"verified\": \"many\", \"latency_ms\": []}, \"b\": 3, \"c\": null}}");
        RawHttp.Answer list = http.get("/?scenario=odd");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body()).contains("odd/20261125T030000Z-aaaa").doesNotContain("Trend:");
    }

    @Test
    void aKilledAndAnInterruptedRunAreToldApart() throws IOException {
        Files.createDirectories(reports.root().resolve("smoke/20261125T030000Z-dead"));
        Files.createDirectories(reports.root().resolve("smoke/20261125T030001Z-beef"));
        try (LiveFile killed =
                LiveFile.begin(reports.root().resolve("smoke/20261125T030000Z-dead"), "smoke", List.of("naive"))) {
            killed.stage("naive: load");
        }
        try (LiveFile interrupted =
                LiveFile.begin(reports.root().resolve("smoke/20261125T030001Z-beef"), "smoke", List.of("naive"))) {
            interrupted.ended(LiveEvent.End.INTERRUPTED, "interrupted; what was recorded is kept");
        }
        assertThat(rows("/?state=broken_off")).containsExactly("smoke/20261125T030000Z-dead");
        assertThat(http.get("/?state=broken_off").body()).contains("it was killed in stage “naive: load”");
        assertThat(rows("/?state=interrupted")).containsExactly("smoke/20261125T030001Z-beef");
    }

    @Test
    void aRunThatGoesOnIsAboveTheList() throws IOException {
        Files.createDirectories(reports.root().resolve("smoke/20261125T030000Z-11fe"));
        try (LiveFile live =
                LiveFile.begin(reports.root().resolve("smoke/20261125T030000Z-11fe"), "smoke", List.of("naive"))) {
            live.stage("bounded: load");
            assertThat(http.get("/").body())
                    .containsPattern("(?s)Going on.*/runs/smoke/20261125T030000Z-11fe.*bounded: load");
        }
        assertThat(http.get("/").body()).doesNotContain("Going on");
    }

    @Test
    void namesAreTextWhateverIsInThem() throws IOException {
        String hostile = "<script>alert(1)</script>ü🚚\"'";
        reports.write(
                "ü🚚 \"<b>/20261125T030000Z-abcd",
                "run.json",
                "{\"schema\": \"gridlock.run/1\", \"verdict\": \"fail\", \"scenario\": "
                        + quoted(hostile) + ", \"reasons\": [" + quoted(hostile) + "], \"targets\": {" + quoted(hostile)
                        + ": {\"trucks\": 1, \"verified\": 1}}}");
        for (String address : List.of("/", "/?q=%3Cscript%3Ealert(1)%3C/script%3E", "/?scenario=%22%3E%3Cscript%3E")) {
            String html = http.get(address).body();
            assertThat(html).doesNotContain("<script>alert").doesNotContain("\"><script>");
        }
        String page = http.get("/").body();
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;ü🚚");
        String href = ROW.matcher(page)
                .results()
                .map(found -> found.group(1))
                .filter(path -> path.endsWith("abcd"))
                .findFirst()
                .orElseThrow();
        assertThat(http.get("/runs/" + href).status()).isEqualTo(200);
        assertThat(http.get("/runs/" + href).body()).doesNotContain("<script>alert");
    }

    @Test
    void thousandsOfRunsComeInPages() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            reports.run(
                    "many",
                    String.format(
                            Locale.ROOT, "2026%02d%02dT%02d%02d00Z-%04x", 1 + i % 12, 1 + i % 28, i % 24, i % 60, i),
                    "pass",
                    i,
                    i);
        }
        assertThat(rows("/?scenario=many")).hasSize(100);
        assertThat(rows("/?scenario=many&page=20")).hasSize(100);
        assertThat(rows("/?scenario=many&page=21")).isEmpty();
        assertThat(http.get("/?scenario=many").body()).contains("2000 of 2,003 runs");
    }

    private List<String> rows(String address) throws IOException {
        RawHttp.Answer answer = http.get(address);
        assertThat(answer.status()).isEqualTo(200);
        return ROW.matcher(answer.body())
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }
}
