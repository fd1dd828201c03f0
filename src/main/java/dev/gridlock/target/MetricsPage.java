package dev.gridlock.target;

import dev.gridlock.clock.RunClock;
import dev.gridlock.segment.SegmentFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * {@code metrics-samples.csv} of a service that says in Prometheus' format how its pool is: asked at a fixed period, one question at a
 * time. One that has no such page is asked once.
 */
final class MetricsPage implements AutoCloseable {

    /** A page costs the service work, and a service whose loop is blocked answers late. */
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(250);

    private static final Duration ONE_ANSWER = Duration.ofSeconds(2);

    private final HttpClient http;
    private final HttpRequest page;
    private final PoolGauges gauges;
    private final RunClock clock;
    private final SegmentFile file;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("metrics-page").factory());

    /** @param folder the target's own */
    MetricsPage(HttpClient http, URI page, PoolGauges gauges, Path folder, Duration period, RunClock clock) {
        this.http = http;
        this.page = HttpRequest.newBuilder(page).timeout(ONE_ANSWER).build();
        this.gauges = gauges;
        this.clock = clock;
        this.file = new SegmentFile(folder.resolve("metrics-samples.csv"), List.of("at_ns", "series", "value"));
        long every = Math.max(period.toNanos(), AT_MOST_EVERY.toNanos());
        timer.scheduleWithFixedDelay(this::sample, 0, every, TimeUnit.NANOSECONDS);
    }

    private void sample() {
        try {
            HttpResponse<String> answer = http.send(page, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                // What it says is so when it answers, however long it was asked before.
                long at = clock.nanos();
                gauges.in(answer.body()).forEach((series, value) -> file.append(at, series, value));
            } else if (answer.statusCode() == 404) {
                timer.shutdown();
            }
        } catch (IOException e) {
            // A hole in the series, which the verdict sees.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        timer.close();
        file.close();
    }
}
