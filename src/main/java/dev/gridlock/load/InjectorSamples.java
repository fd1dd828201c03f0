package dev.gridlock.load;

import com.sun.management.OperatingSystemMXBean;
import dev.gridlock.clock.RunClock;
import dev.gridlock.segment.SegmentFile;
import io.netty.channel.EventLoopGroup;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The injector's own health, so that a stalled injector is not taken for a slow service: {@code injector.cpu} (share of
 * the machine that this JVM uses, 0 to 1), {@code injector.gc_ms} (garbage collection since the last sample) and
 * {@code injector.lag_ms} (how long a task waits for an event loop).
 */
final class InjectorSamples implements AutoCloseable {

    private static final int PERIOD_MILLIS = 100;

    private final RunClock clock;
    private final EventLoopGroup eventLoops;
    private final SegmentFile file;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("injector-samples").factory());
    private long collectedMillis;

    InjectorSamples(Path raw, RunClock clock, EventLoopGroup eventLoops) {
        this.clock = clock;
        this.eventLoops = eventLoops;
        this.file = new SegmentFile(raw.resolve("injector-samples.csv"), List.of("at_ns", "series", "value"));
        var _ = timer.scheduleAtFixedRate(this::sample, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sample() {
        long now = clock.nanos();
        long collected = collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        file.append(now, "injector.gc_ms", collected - collectedMillis);
        collectedMillis = collected;
        double cpu = system.getProcessCpuLoad();
        if (cpu >= 0) {
            file.append(now, "injector.cpu", cpu);
        }
        long submitted = System.nanoTime();
        if (!eventLoops.isShuttingDown()) {
            eventLoops.next().execute(() -> file.append(now, "injector.lag_ms", (System.nanoTime() - submitted) / 1e6));
        }
    }

    @Override
    public void close() {
        timer.close();
        file.close();
    }
}
