package dev.gridlock.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gridlock.browser.Chromium;
import dev.gridlock.live.LiveEvent;
import dev.gridlock.live.LiveFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of runs and a run that goes on, in a real browser. */
class ServePagesIT extends ServedReports {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String GOING_ON = "smoke/20261125T024033Z-0003";
    private static final int PHONE = 390;
    private static final int SCREEN = 1440;

    private static Chromium browser;

    @BeforeAll
    static void open() {
        browser = Chromium.orSkip("ServePagesIT");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void someRuns() throws Exception {
        reports.run("smoke", "20261124T024033Z-0001", "pass", 3000, 12.5);
        reports.run("smoke", "20261125T014033Z-0002", "inconclusive", 1, 812);
        reports.run("rush-hour", "20261123T024033Z-0001", "fail", 40, 99);
        reports.run("<img src=x onerror=document.title='taken'>", "20261122T024033Z-0001", "pass", 40, 99);
    }

    @Test
    void aRunThatGoesOnGrowsOnItsPageAndMovesOnInTheListWithoutAReload() throws Exception {
        try (LiveFile live = begin()) {
            live.stage("naive: load");
            live.counts("naive", new LiveEvent.TargetCounts(3000, 1000, 40, 2000, 50, 1900));
            browser.open(run(), SCREEN, false);
            await().atMost(DEADLINE).until(() -> browser.texts("#course dd").contains("1,000 of 3,000"));
            browser.evaluate("window.neverReloaded = true");

            live.counts("naive", new LiveEvent.TargetCounts(3000, 2500, 90, 500, 50, 420));
            await().atMost(DEADLINE).until(() -> browser.texts("#course dd").contains("2,500 of 3,000"));
            live.stage("naive: until quiet");
            await().atMost(DEADLINE).until(() -> browser.texts("#state .stage").contains("naive: until quiet"));
            assertThat(browser.evaluate("window.neverReloaded")).isEqualTo(true);
            assertThat(browser.seriousViolations()).isEmpty();

            browser.open(server.address(), SCREEN, false);
            assertThat(browser.texts("#going-on .stage")).containsExactly("naive: until quiet");
            live.stage("naive: recording and audit");
            await().atMost(DEADLINE)
                    .until(() -> browser.texts("#going-on .stage").contains("naive: recording and audit"));
        }
    }

    @Test
    void theListIsSortedByItsHeadingsAndFilteredByItsFields() {
        browser.open(server.address(), SCREEN, false);
        assertThat(scenarios()).hasSize(4).startsWith("smoke", "smoke", "rush-hour");

        browser.click("table.runs thead th:nth-of-type(2) a");
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(scenarios()).hasSize(4).isSorted());

        browser.write("input[name=q]", "because of 20261123");
        browser.click(".filter button");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(scenarios()).containsExactly("rush-hour"));
    }

    @Test
    void noPageHasAnErrorScrollsSidewaysOrIsHardToUse() throws Exception {
        try (LiveFile live = begin()) {
            live.counts("naive", new LiveEvent.TargetCounts(3000, 1000, 40, 2000, 50, 1900));
            for (URI page : List.of(server.address(), run())) {
                for (boolean dark : List.of(false, true)) {
                    for (int width : List.of(PHONE, SCREEN)) {
                        browser.open(page, width, dark);
                        String which = page + " at " + width + (dark ? " px, dark" : " px, light");
                        assertThat(browser.sidewaysScroll()).as(which).isZero();
                        assertThat(browser.seriousViolations()).as(which).isEmpty();
                        assertThat(browser.errors()).as(which).isEmpty();
                        assertThat(browser.requests())
                                .as(which)
                                .allMatch(address ->
                                        address.startsWith(server.address().toString()));
                        assertThat(browser.evaluate("document.title")).as(which).isNotEqualTo("taken");
                    }
                }
            }
        }
    }

    private LiveFile begin() throws IOException {
        return LiveFile.begin(Files.createDirectories(reports.root().resolve(GOING_ON)), "smoke", List.of("naive"));
    }

    private URI run() {
        return server.address().resolve("/runs/" + GOING_ON);
    }

    private static List<String> scenarios() {
        return browser.texts("table.runs tbody td[data-label=Scenario]");
    }
}
