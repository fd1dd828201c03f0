package dev.gridlock.load;

import static dev.gridlock.load.Recorded.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.clock.RunClock;
import dev.gridlock.fleet.Fleet;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.LoadSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectorIT {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final RunClock clock = RunClock.startingNow();

    @Test
    void everyPlannedCallIsSentOnceAndRecorded() throws Exception {
        LoadPlan plan = plan(80, new LoadSpec.Bulk(Duration.ZERO, LoadSpec.Bulk.PER_REGION));
        try (StandInService service =
                new StandInService((call, exchange) -> StandInService.send(exchange, 200, call.success()))) {
            LoadOutcome outcome = inject(plan, service.url());

            assertThat(outcome.planned()).isEqualTo(8);
            assertThat(outcome.sent()).isEqualTo(8);
            assertThat(outcome.answered()).isEqualTo(8);
            assertThat(service.received())
                    .extracting(StandInService.Received::key)
                    .hasSize(8)
                    .doesNotHaveDuplicates();
            assertThat(requests()).hasSize(8).allSatisfy(row -> {
                assertThat(row.get("outcome")).isEqualTo("acknowledged");
                assertThat(row.get("status")).isEqualTo("200");
                assertThat(row.get("kind")).isEqualTo("bulk");
                assertThat(row.get("trucks")).isEqualTo("10");
                assertThat(number(row, "intended_ns")).isEqualTo(outcome.loadStartedNs());
                assertThat(number(row, "sent_ns")).isGreaterThanOrEqualTo(number(row, "intended_ns"));
                assertThat(number(row, "answered_ns")).isGreaterThan(number(row, "sent_ns"));
            });
            assertThat(acks()).hasSize(80).allSatisfy(row -> {
                assertThat(row.get("status")).isEqualTo("success");
                assertThat(row.get("route")).isEqualTo("1;2;" + row.get("truck_id"));
            });
        }
    }

    private LoadOutcome inject(LoadPlan plan, URI url) throws MachineException, InterruptedException {
        try (InjectorProcess injector = start(plan, url)) {
            injector.awaitReady(DEADLINE);
            injector.go();
            LoadOutcome outcome = injector.awaitEnd(DEADLINE);
            assertThat(injector.awaitReport(DEADLINE)).exists();
            return outcome;
        }
    }

    private InjectorProcess start(LoadPlan plan, URI url) throws MachineException {
        return InjectorProcess.start(
                "naive",
                url,
                plan,
                folder.resolve("raw"),
                folder.resolve("gatling"),
                folder.resolve("injector.log"),
                clock,
                Duration.ofSeconds(3),
                progress -> {});
    }

    private List<CSVRecord> requests() {
        return Recorded.rows(folder.resolve("raw/requests.csv"));
    }

    private List<CSVRecord> acks() {
        return Recorded.rows(folder.resolve("raw/acks.csv"));
    }

    private static LoadPlan plan(int trucks, LoadSpec... load) throws Exception {
        return LoadPlan.of(List.of(load), Fleet.generate(new FleetSpec(trucks, 8, 100, 10, 0.5), 7), 7);
    }
}
