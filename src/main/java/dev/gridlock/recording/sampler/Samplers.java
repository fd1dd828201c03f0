package dev.gridlock.recording.sampler;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.Containers;
import dev.gridlock.stack.Stack;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Watches the stack while the load runs: {@code samples.csv}, {@code blocking.csv} and {@code sampler-events.csv} in the
 * target's raw folder. Each sampler has a thread and a connection of its own, so that one that hangs does not blind the
 * others.
 *
 * <p>They rehearse from {@link #start} to {@link #begin}, and what they see is thrown away: classes loaded and code
 * compiled in the first second of the load would be paid for by the service under test, which has the same cores.
 */
public final class Samplers implements AutoCloseable {

    /** {@code pg_blocking_pids} is dear: at most this often. */
    private static final Duration BLOCKING_PERIOD = Duration.ofMillis(500);

    private static final Duration MEMORY_PERIOD = Duration.ofSeconds(1);

    private final RunClock clock;
    private long begunNs;
    private final List<SamplerThread> threads = new ArrayList<>();
    private final List<SampleFile> files = new ArrayList<>();
    private final List<SegmentFile> eventFiles = new ArrayList<>();

    private Samplers(RunClock clock) {
        this.clock = clock;
        this.begunNs = clock.nanos();
    }

    /**
     * Starts their rehearsal, or none where the scenario says {@code samples: off}; connects before it returns, while there are
     * connections left.
     *
     * @param raw the target's folder
     * @throws MachineException when PostgreSQL or PgBouncer cannot be reached
     */
    public static Samplers start(Stack stack, RecordingSpec spec, Path raw, RunClock clock) throws MachineException {
        Samplers samplers = new Samplers(clock);
        if (spec.samples().isPresent()) {
            try {
                samplers.startAll(stack, spec.samples().get(), raw);
            } catch (MachineException | RuntimeException e) {
                samplers.close();
                throw e;
            } catch (SQLException e) {
                samplers.close();
                throw new MachineException("the recorder could not prepare its queries: " + e.getMessage(), e);
            }
        }
        return samplers;
    }

    private void startAll(Stack stack, Duration period, Path raw) throws MachineException, SQLException {
        SampleFile samples = file(raw, "samples.csv", "at_ns", "series", "value");
        SampleFile blocking = file(raw, "blocking.csv", "at_ns", "blocked_pid", "blocking_pid", "waited_ms", "query");
        SegmentFile events =
                new SegmentFile(raw.resolve("sampler-events.csv"), List.of("at_ns", "source", "kind", "message"));
        eventFiles.add(events);

        Duration blockingPeriod = longer(period, BLOCKING_PERIOD);
        Duration memoryPeriod = longer(period, MEMORY_PERIOD);
        add(
                () -> new PostgresSampler(Observer.toPostgres(stack.observer()), new SeriesSink(samples)),
                period,
                samples,
                events);
        add(
                () -> new BlockingSampler(Observer.toPostgres(stack.observer()), blocking),
                blockingPeriod,
                samples,
                events);
        add(
                () -> new PgBouncerSampler(Observer.toPgBouncer(stack.pgbouncerConsole()), new SeriesSink(samples)),
                period,
                samples,
                events);
        if (stack.postmasterPid().isPresent()) {
            add(
                    () -> new MemorySampler(
                            postmasterPid(stack),
                            new SeriesSink(samples),
                            how -> events.append(clock.nanos(), "sampler-memory", "backend_memory", how)),
                    memoryPeriod,
                    samples,
                    events);
        }
        if (stack.containers().isPresent()) {
            Containers containers = stack.containers().get();
            add(() -> new ContainerSampler(containers, new SeriesSink(samples)), memoryPeriod, samples, events);
        }
        threads.forEach(SamplerThread::start);
    }

    /** Asked for again each time that the sampler is opened: a server that was started again is another process. */
    private static long postmasterPid(Stack stack) throws MachineException {
        return stack.postmasterPid().orElseThrow(() -> new MachineException("PostgreSQL's process is not there"));
    }

    private void add(SamplerThread.Opening opening, Duration period, SampleFile samples, SegmentFile events)
            throws MachineException, SQLException {
        threads.add(new SamplerThread(opening, period, clock, samples, events));
    }

    private SampleFile file(Path raw, String name, String... columns) {
        SampleFile file = new SampleFile(raw.resolve(name), columns);
        files.add(file);
        return file;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Ends the rehearsal: from now on, what they see is recorded. */
    public void begin() {
        begunNs = clock.nanos();
        files.forEach(SampleFile::begin);
        threads.forEach(SamplerThread::begin);
    }

    /** CPU time that all samplers' threads have used since {@link #begin}. */
    public Duration cpuTime() {
        return Duration.ofNanos(threads.stream().mapToLong(SamplerThread::cpuNs).sum());
    }

    /**
     * Stops them within seconds, even when the stack hangs, and writes what they cost (event {@code recorder_cost}).
     *
     * @throws java.io.UncheckedIOException when the samples could not be written (disk full)
     */
    @Override
    public void close() {
        threads.forEach(SamplerThread::close);
        List<SegmentFile> openEvents = List.copyOf(eventFiles);
        eventFiles.clear();
        openEvents.forEach(events -> events.append(clock.nanos(), "recorder", "recorder_cost", costs()));
        List<SampleFile> openSamples = List.copyOf(files);
        files.clear();
        openEvents.forEach(SegmentFile::close);
        openSamples.forEach(SampleFile::close);
    }

    private String costs() {
        return "CPU time of the samplers: "
                + threads.stream().map(thread -> thread.cost(begunNs)).collect(Collectors.joining(", "));
    }
}
