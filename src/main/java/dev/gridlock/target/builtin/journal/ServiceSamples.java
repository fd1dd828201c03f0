package dev.gridlock.target.builtin.journal;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.gridlock.segment.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** {@code service-samples.csv}: pool, operations in flight and memory, at a fixed period. */
public final class ServiceSamples implements AutoCloseable {

    private static final Path STATUS = Path.of("/proc/self/status");

    private final Journal journal;
    private final HikariPoolMXBean pool;
    private final SegmentFile file;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("service-samples").factory());

    public ServiceSamples(Path folder, Duration period, Journal journal, HikariPoolMXBean pool) {
        this.journal = journal;
        this.pool = pool;
        this.file = new SegmentFile(folder.resolve("service-samples.csv"), JournalColumns.SAMPLES);
        timer.scheduleAtFixedRate(this::sample, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sample() {
        long at = journal.clock().nanos();
        file.append(at, "pool.active", pool.getActiveConnections());
        file.append(at, "pool.idle", pool.getIdleConnections());
        file.append(at, "pool.pending", pool.getThreadsAwaitingConnection());
        file.append(at, "pool.total", pool.getTotalConnections());
        file.append(at, "service.in_flight", journal.operationsInFlight());
        Runtime runtime = Runtime.getRuntime();
        file.append(at, "service.heap_bytes", runtime.totalMemory() - runtime.freeMemory());
        long rss = residentBytes();
        if (rss > 0) {
            file.append(at, "service.rss_bytes", rss);
        }
    }

    /** {@code VmRSS} of this process; 0 where there is no /proc. */
    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1_024;
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        timer.close();
        file.close();
    }
}
