package dev.gridlock.target;

import dev.gridlock.clock.RunClock;
import dev.gridlock.segment.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code service-samples.csv} of a service that says nothing of itself: what the kernel knows of its process and its children, together,
 * at a fixed period.
 */
final class ProcessTreeSamples implements AutoCloseable {

    private final ProcessHandle process;
    private final RunClock clock;
    private final SegmentFile file;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("service-samples").factory());

    /** @param folder the target's own */
    ProcessTreeSamples(ProcessHandle process, Path folder, Duration period, RunClock clock) {
        this.process = process;
        this.clock = clock;
        this.file = new SegmentFile(folder.resolve("service-samples.csv"), List.of("at_ns", "series", "value"));
        timer.scheduleAtFixedRate(this::sample, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sample() {
        long at = clock.nanos();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        long resident = 0;
        long threads = 0;
        long files = 0;
        long cpuNs = 0;
        for (ProcessHandle one : all) {
            resident += status(one, "VmRSS:") * 1_024;
            threads += status(one, "Threads:");
            files += openFiles(one);
            cpuNs += one.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        }
        if (resident > 0) { // it has not ended
            file.append(at, "service.rss_bytes", resident);
            file.append(at, "service.threads", threads);
            file.append(at, "service.open_files", files);
            file.append(at, "service.cpu_ns", cpuNs);
        }
    }

    /** A number of {@code /proc/PID/status}; 0 where it is not there, as when the process has ended. */
    private static long status(ProcessHandle process, String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long openFiles(ProcessHandle process) {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return all.count();
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
