package dev.gridlock.load;

import static dev.gridlock.load.Recorded.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.scenario.LoadSpec;
import dev.gridlock.workload.fleet.Fleet;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("its verdicts need the machine")
class InjectorIT {

    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private Duration requestTimeout = Duration.ofSeconds(30);

    /** One call, long after the test is over. */
    private static final LoadSpec LATER =
            new LoadSpec.Arrivals(Duration.ofMinutes(10), LoadSpec.Profile.CONSTANT, 1, 1, Duration.ofSeconds(1), 1);

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

    @Test
    void everyKindOfAnswerIsRecordedAsWhatItIs() throws Exception {
        requestTimeout = Duration.ofSeconds(5);
        LoadPlan plan = plan(60, new LoadSpec.Bulk(Duration.ZERO, 6));
        CountDownLatch released = new CountDownLatch(1);
        try (StandInService service = new StandInService((call, exchange) -> {
            switch (call.key()) {
                case "naive-1" -> StandInService.send(exchange, 200, call.success());
                case "naive-2" ->
                    StandInService.send(
                            exchange,
                            500,
                            "{\"error\":\"RoutingException\",\"message\":\"Bulk route assignment failed\"}");
                case "naive-3" -> {
                    exchange.getResponseHeaders().add("Retry-After", "1");
                    StandInService.send(exchange, 503, "{\"error\":\"Overloaded\"}");
                }
                case "naive-4" -> {
                    String half = StandInService.results(call.truckIds().subList(0, 4));
                    StandInService.send(exchange, 503, half.replaceFirst("\\{", "{\"error\":\"Deadline\","));
                }
                case "naive-5" -> exchange.close(); // cut without an answer
                default -> released.await(); // hangs
            }
        })) {
            LoadOutcome outcome = inject(plan, service.url());
            released.countDown();

            assertThat(outcome.sent()).isEqualTo(6);
            assertThat(outcome.answered()).isEqualTo(4);
        }
        assertThat(outcomeAndMessage("naive-1")).isEqualTo("200 acknowledged ");
        assertThat(outcomeAndMessage("naive-2"))
                .isEqualTo("500 rejected RoutingException: Bulk route assignment failed");
        assertThat(outcomeAndMessage("naive-3")).isEqualTo("503 shed Overloaded");
        assertThat(outcomeAndMessage("naive-4")).isEqualTo("503 shed Deadline");
        assertThat(outcomeAndMessage("naive-5")).startsWith(" no_answer ").hasSizeGreaterThan(" no_answer ".length());
        assertThat(outcomeAndMessage("naive-6")).startsWith(" no_answer ").contains("imeout");
        // a call without an answer counts at its cap
        CSVRecord hung = request("naive-6");
        assertThat(Duration.ofNanos(number(hung, "answered_ns") - number(hung, "sent_ns")))
                .isGreaterThanOrEqualTo(requestTimeout);
        // what a partly committed call told its caller counts
        assertThat(acks().stream().map(row -> row.get("call_id")).distinct()).containsOnly("naive-1", "naive-4");
        assertThat(acks()).hasSize(14);
    }

    @Test
    void manyArrivalsAreEachSentWhenIntendedNeverBefore() throws Exception {
        LoadPlan plan = plan(
                3_200,
                new LoadSpec.Arrivals(
                        Duration.ofMillis(100), LoadSpec.Profile.RAMP, 200, 800, Duration.ofSeconds(3), 2));
        try (StandInService service =
                new StandInService((call, exchange) -> StandInService.send(exchange, 200, call.success()))) {
            LoadOutcome outcome = inject(plan, service.url());

            assertThat(outcome.planned()).isEqualTo(1_500);
            assertThat(outcome.answered()).isEqualTo(1_500);
            assertThat(service.received())
                    .extracting(StandInService.Received::key)
                    .hasSize(1_500)
                    .doesNotHaveDuplicates();
            assertThat(requests())
                    .hasSize(1_500)
                    .allSatisfy(row ->
                            assertThat(number(row, "sent_ns")).isGreaterThanOrEqualTo(number(row, "intended_ns")));
            assertThat(acks()).hasSize(3_000);
            List<PlannedCall> calls = plan.calls();
            assertThat(requests())
                    .allSatisfy(row -> assertThat(number(row, "intended_ns") - outcome.loadStartedNs())
                            .isEqualTo(calls.get(
                                            Integer.parseInt(row.get("call_id").substring("naive-".length())) - 1)
                                    .intended()
                                    .toNanos()));
        }
    }

    @Test
    void fiftyThousandTrucksInOneCallAreAllAcknowledged() throws Exception {
        LoadPlan plan = plan(50_000, new LoadSpec.Bulk(Duration.ZERO, 1));
        try (StandInService service =
                new StandInService((call, exchange) -> StandInService.send(exchange, 200, call.success()))) {
            inject(plan, service.url());

            assertThat(service.received()).hasSize(1).first().satisfies(call -> {
                assertThat(call.region()).isEqualTo("null");
                assertThat(call.truckIds()).hasSize(50_000);
            });
        }
        Set<String> trucks = new HashSet<>();
        acks().forEach(row -> trucks.add(row.get("truck_id")));
        assertThat(trucks).hasSize(50_000);
    }

    @Test
    void serviceThatDiesInMidRunLeavesCallsWithoutAnAnswer() throws Exception {
        LoadPlan plan = plan(
                800,
                new LoadSpec.Arrivals(Duration.ZERO, LoadSpec.Profile.CONSTANT, 100, 100, Duration.ofSeconds(1), 2));
        CountDownLatch tenth = new CountDownLatch(10);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        StandInService service = new StandInService((call, exchange) -> {
            if (calls.incrementAndGet() > 10) {
                never.await(); // until the service is closed
            }
            StandInService.send(exchange, 200, call.success());
            tenth.countDown();
        });
        try (InjectorProcess injector = start(plan, service.url())) {
            injector.awaitReady(DEADLINE);
            injector.go();
            tenth.await();
            service.close();
            LoadOutcome outcome = injector.awaitEnd(DEADLINE);

            assertThat(outcome.sent()).isEqualTo(100);
            assertThat(outcome.answered()).isBetween(1, 10);
        }
        assertThat(requests()).hasSize(100);
        assertThat(requests().stream().filter(row -> row.get("outcome").equals("no_answer")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("message")).isNotBlank());
    }

    @Test
    void injectorWithoutAServiceSaysSo() throws Exception {
        URI nobody;
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + port.getLocalPort());
        }
        try (InjectorProcess injector = start(plan(8, new LoadSpec.Bulk(Duration.ZERO, 1)), nobody)) {
            assertThatThrownBy(() -> injector.awaitReady(DEADLINE))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("is the service up?")
                    .hasMessageContaining("injector.log");
        }
    }

    @Test
    void injectorThatIsKilledIsAnErrorAndLeavesWhatItKnew() throws Exception {
        LoadPlan plan = plan(16, new LoadSpec.Bulk(Duration.ZERO, 2));
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (StandInService service = new StandInService((call, exchange) -> {
                    if (call.key().equals("naive-1")) {
                        StandInService.send(exchange, 200, call.success());
                        answered.countDown();
                    } else {
                        hanging.await();
                    }
                });
                InjectorProcess injector = start(plan, service.url())) {
            injector.awaitReady(DEADLINE);
            injector.go();
            answered.await();
            await().atMost(DEADLINE)
                    .until(() -> acks().size() == 8
                            && requests().stream()
                                    .anyMatch(row -> row.get("call_id").equals("naive-1")));
            ProcessHandle.of(injector.pid()).orElseThrow().destroyForcibly();

            assertThatThrownBy(() -> injector.awaitEnd(DEADLINE))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("injector ended before");
            hanging.countDown();
        }
        assertThat(request("naive-1").get("outcome")).isEqualTo("acknowledged");
    }

    @Test
    void injectorThatIsAskedToEndRecordsCallsThatAreUnderWay() throws Exception {
        LoadPlan plan = plan(16, new LoadSpec.Bulk(Duration.ZERO, 2), LATER);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(2);
        try (StandInService service = new StandInService((call, exchange) -> {
                    arrived.countDown();
                    hanging.await();
                });
                InjectorProcess injector = start(plan, service.url())) {
            injector.awaitReady(DEADLINE);
            injector.go();
            arrived.await();
            injector.close();
            hanging.countDown();
        }
        assertThat(outcomeAndMessage("naive-1")).isEqualTo(" no_answer the injector ended first");
        assertThat(request("naive-1").get("sent_ns")).isNotEmpty();
        assertThat(request("naive-1").get("answered_ns")).isEmpty();
        assertThat(outcomeAndMessage("naive-3")).isEqualTo(" no_answer never sent");
        assertThat(request("naive-3").get("sent_ns")).isEmpty();
    }

    @Test
    void progressReachesTheWholeLoadAndTheInjectorWatchesItself() throws Exception {
        LoadPlan plan = plan(80, new LoadSpec.Bulk(Duration.ZERO, LoadSpec.Bulk.PER_REGION));
        AtomicReference<LoadProgress> last = new AtomicReference<>(new LoadProgress(0, 0, 0, 0));
        try (StandInService service =
                        new StandInService((call, exchange) -> StandInService.send(exchange, 200, call.success()));
                InjectorProcess injector = InjectorProcess.start(
                        "naive",
                        service.url(),
                        plan,
                        folder.resolve("raw"),
                        folder.resolve("gatling"),
                        folder.resolve("injector.log"),
                        clock,
                        InjectorProcess.REQUEST_TIMEOUT,
                        last::set)) {
            injector.awaitReady(DEADLINE);
            injector.go();
            injector.awaitEnd(DEADLINE);
            await().atMost(DEADLINE).until(() -> last.get().equals(new LoadProgress(8, 8, 80, 80)));
        }
        assertThat(Recorded.rows(folder.resolve("raw/injector-samples.csv")))
                .extracting(row -> row.get("series"))
                .contains("injector.cpu", "injector.gc_ms", "injector.lag_ms");
        assertThat(Recorded.rows(folder.resolve("raw/injector-events.csv")))
                .extracting(row -> row.get("kind"))
                .containsExactly("warmed_up", "load_started", "load_ended");
    }

    private String outcomeAndMessage(String callId) {
        CSVRecord row = request(callId);
        return row.get("status") + " " + row.get("outcome") + " " + row.get("message");
    }

    private CSVRecord request(String callId) {
        return requests().stream()
                .filter(row -> row.get("call_id").equals(callId))
                .findFirst()
                .orElseThrow();
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
                requestTimeout,
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
