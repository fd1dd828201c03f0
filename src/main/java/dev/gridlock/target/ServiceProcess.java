package dev.gridlock.target;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.JavaCommand;
import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.RecordingSpec;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.ServicePlace;
import dev.gridlock.target.builtin.http.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A target in a JVM of its own, on this machine or in a container, as the harness sees it. */
public final class ServiceProcess implements RunningTarget {

    private static final Pattern READY = Pattern.compile("ready port=(\\d+) nanotime=(-?\\d+)");
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration HEALTH_DEADLINE = Duration.ofSeconds(10);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private final ChildProcess child;
    private final Optional<ServiceContainer> container;
    private final URI baseUrl;
    private final AtomicBoolean journalWritten;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(HEALTH_DEADLINE)
            .build();

    private ServiceProcess(
            ChildProcess child, Optional<ServiceContainer> container, URI baseUrl, AtomicBoolean journalWritten) {
        this.child = child;
        this.container = container;
        this.journalWritten = journalWritten;
        this.baseUrl = baseUrl;
    }

    /**
     * Starts a target and waits until it answers.
     *
     * @param target its name
     * @param place where it runs, and what it connects to there
     * @param raw the target's own folder for its journal, {@code RUN/raw/<target>/}
     * @param log file that its output is appended to
     * @throws MachineException when it does not start, or its clock is not ours; with its last lines of output
     */
    public static ServiceProcess start(
            String target,
            TargetSpec.BuiltIn spec,
            ServicePlace place,
            Path raw,
            Path log,
            RunClock clock,
            RecordingSpec recording)
            throws MachineException, InterruptedException {
        Optional<ServiceContainer> container = place instanceof ServicePlace.Containers containers
                ? Optional.of(new ServiceContainer(containers, target, spec, raw, log))
                : Optional.empty();
        List<String> words = new ServiceArguments(
                        target,
                        spec,
                        place.application(),
                        container.isPresent() ? ServiceContainer.LISTEN : Listen.LOOPBACK,
                        container.isPresent() ? ServiceContainer.JOURNAL : raw.toAbsolutePath(),
                        clock,
                        recording)
                .words();
        List<String> options = jvmOptions(spec.heapBytes());
        ChildProcess.Command command = switch (place) {
            case ServicePlace.Containers _ -> container.orElseThrow().command(options, words);
            case ServicePlace.ThisMachine machine ->
                machine.build()
                        .map(build ->
                                JavaCommand.ofBuild("service-" + target, log, options, build, ServiceMain.class, words))
                        .orElseGet(() -> JavaCommand.of("service-" + target, log, options, ServiceMain.class, words))
                        .withEnvironment(Map.of(
                                ServiceArguments.PASSWORD, place.application().password()));
        };
        AtomicBoolean journalWritten = new AtomicBoolean();
        long before = System.nanoTime();
        ChildProcess child = ChildProcess.start(command.onLine(line -> {
            if (line.equals(ServiceMain.JOURNAL_WRITTEN)) {
                journalWritten.set(true);
            }
        }));
        try {
            Matcher ready = child.awaitLine(READY, "it was ready", START_DEADLINE);
            requireOneClock(before, Long.parseLong(ready.group(2)), System.nanoTime(), child);
            URI baseUrl = container.isPresent()
                    ? container.get().published()
                    : URI.create("http://127.0.0.1:" + ready.group(1));
            return new ServiceProcess(child, container, baseUrl, journalWritten);
        } catch (MachineException | InterruptedException | RuntimeException e) {
            child.close();
            container.ifPresent(ServiceContainer::remove);
            throw e;
        }
    }

    /**
     * A fixed heap, so that growing it is not in the figures; out of memory ends the process instead of limping on. Only
     * the first compiler: a run is over before the second pays (measured on 2 cores: half of the CPU time for 50,000
     * trucks in a young JVM).
     */
    private static List<String> jvmOptions(long heapBytes) {
        return List.of(
                "-Xms" + heapBytes,
                "-Xmx" + heapBytes,
                "-XX:+UseG1GC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=dev/gridlock/target/logback-service.xml");
    }

    private static void requireOneClock(long before, long theirs, long after, ChildProcess child)
            throws MachineException {
        if (theirs - before < 0 || after - theirs < 0) {
            throw child.failure("has another clock: expected its System.nanoTime() between " + before + " and " + after
                    + ", found " + theirs + "; all processes of a run must share one machine's monotonic clock");
        }
    }

    @Override
    public URI baseUrl() {
        return baseUrl;
    }

    /** Process id of what was started here: the JVM, or the {@code docker} that holds its container. */
    long pid() {
        return child.pid();
    }

    @Override
    public Optional<Health> health() throws MachineException, InterruptedException {
        requireAlive();
        try {
            HttpRequest request = HttpRequest.newBuilder(baseUrl.resolve("/health"))
                    .timeout(HEALTH_DEADLINE)
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(Health.parse(response.body()));
        } catch (IOException | IllegalArgumentException e) {
            MachineException failure = child.failure("did not say its health: " + e.getMessage());
            failure.addSuppressed(e);
            throw failure;
        }
    }

    @Override
    public LifeSign lifeSign() {
        return new HttpLifeSign(http, baseUrl.resolve("/health"), child);
    }

    @Override
    public void requireAlive() throws MachineException {
        if (!child.isAlive()) {
            throw child.failure("ended by itself");
        }
    }

    /**
     * Stops it, and checks that its journal is whole.
     *
     * @throws MachineException when it could not write its journal out (disk full), or not in time: whoever counts by it
     *     would count wrongly
     */
    @Override
    public void finish() throws MachineException {
        close();
        if (!journalWritten.get()) {
            throw child.failure("ended without having written its whole journal; is the disk full?");
        }
    }

    /** Stops it; it writes its journal out first. */
    @Override
    public void close() {
        child.stop(STOP_GRACE);
        container.ifPresent(ServiceContainer::remove);
        http.close();
    }
}
