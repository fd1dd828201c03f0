package dev.gridlock.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the simulations of this JVM send. Gatling makes a simulation from its class by reflection, so this is handed over
 * by a static field.
 */
final class Injection {

    private static volatile @Nullable Injection current;

    private final List<Call> calls;
    private final LongSupplier start;
    private final URI baseUrl;
    private final Duration requestTimeout;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param calls in the order of their intended times
     * @param start {@link System#nanoTime()} of the load's start; the first use of it is the start
     */
    Injection(List<Call> calls, LongSupplier start, URI baseUrl, Duration requestTimeout) {
        this.calls = List.copyOf(calls);
        this.start = start;
        this.baseUrl = baseUrl;
        this.requestTimeout = requestTimeout;
    }

    static void handOver(Injection injection) {
        current = injection;
    }

    static Injection current() {
        Injection injection = current;
        if (injection == null) {
            throw new IllegalStateException("a simulation was made before Injection.handOver");
        }
        return injection;
    }

    int calls() {
        return calls.size();
    }

    /** The next call of the plan; each is taken by one virtual user. */
    Call take() {
        return calls.get(next.getAndIncrement());
    }

    /** Time left until a call is intended; the first question starts the load. Rounded up to Gatling's resolution, 1 ms. */
    Duration untilIntended(Call call) {
        long left = start.getAsLong() + call.planned().intended().toNanos() - System.nanoTime();
        return left <= 0 ? Duration.ZERO : Duration.ofMillis((left + 999_999) / 1_000_000);
    }

    URI baseUrl() {
        return baseUrl;
    }

    Duration requestTimeout() {
        return requestTimeout;
    }
}
