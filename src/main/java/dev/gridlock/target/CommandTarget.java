package dev.gridlock.target;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.FreePorts;
import dev.gridlock.target.builtin.http.Health;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A service of the user's own: started by its command, reached by HTTP, ended with its children; nothing else is known of it. */
public final class CommandTarget implements RunningTarget {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(5);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private final String target;
    private final TargetSpec.Command spec;
    private final ChildProcess child;
    private final Map<String, String> environment;
    private final Path log;
    private final URI baseUrl;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ONE_ANSWER)
            .build();

    private Optional<ProcessTreeSamples> samples = Optional.empty();
    private Optional<MetricsPage> metrics = Optional.empty();

    private CommandTarget(
            String target,
            TargetSpec.Command spec,
            ChildProcess child,
            Map<String, String> environment,
            Path log,
            URI baseUrl) {
        this.target = target;
        this.spec = spec;
        this.child = child;
        this.environment = environment;
        this.log = log;
        this.baseUrl = baseUrl;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param application what it connects to
     * @param run the run's name, for its own logs
     * @param log file that its output is appended to
     * @throws MachineException when it cannot be started, ends, or is not ready in time; with its last lines of output
     */
    public static CommandTarget start(
            String target, TargetSpec.Command spec, DatabaseAddress application, String run, Path log)
            throws MachineException, InterruptedException {
        Path workdir = Path.of(spec.workdir()).toAbsolutePath().normalize();
        if (!Files.isDirectory(workdir)) {
            throw new MachineException("target " + target + ": no folder " + workdir + "\n  workdir is "
                    + spec.workdir() + ", from where Gridlock was started; write another");
        }
        requireProgram(target, spec.words().getFirst(), workdir);
        return FreePorts.ofThisMachine().start(port -> startOn(port, target, spec, workdir, application, run, log));
    }

    private static CommandTarget startOn(
            int port,
            String target,
            TargetSpec.Command spec,
            Path workdir,
            DatabaseAddress application,
            String run,
            Path log)
            throws MachineException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(spec.environment());
        environment.put("DATABASE_URL", url(application));
        environment.put("PORT", Integer.toString(port));
        environment.put("POOL_SIZE", Integer.toString(spec.pool()));
        environment.put(
                "ACQUIRE_TIMEOUT_MS", Long.toString(spec.acquireTimeout().toMillis()));
        environment.put("GRIDLOCK_RUN", run);
        ChildProcess child = ChildProcess.start(ChildProcess.Command.of("service-" + target, log, spec.words())
                .withEnvironment(environment)
                .in(workdir));
        CommandTarget started =
                new CommandTarget(target, spec, child, environment, log, URI.create("http://127.0.0.1:" + port));
        try {
            started.awaitReady();
            return started;
        } catch (MachineException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** As {@code exec} looks for it; what it would say itself is less than what can be said here. */
    private static void requireProgram(String target, String program, Path workdir) throws MachineException {
        boolean found = program.contains("/")
                ? Files.isExecutable(workdir.resolve(program))
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            throw new MachineException("target " + target + ": no program " + program
                    + (program.contains("/") ? " in " + workdir : " on PATH")
                    + "\n  install it, or write its path in targets." + target + ".command");
        }
    }

    private static String url(DatabaseAddress application) {
        return "postgresql://" + encoded(application.user()) + ":" + encoded(application.password()) + "@"
                + application.host() + ":" + application.port() + "/" + encoded(application.database());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void awaitReady() throws MachineException, InterruptedException {
        long end = System.nanoTime() + spec.readyWithin().toNanos();
        String last = "nothing";
        while (true) {
            if (!child.isAlive()) {
                throw child.failure("ended before it was ready");
            }
            try {
                HttpResponse<Void> answer = http.send(
                        HttpRequest.newBuilder(baseUrl.resolve(spec.ready()))
                                .timeout(ONE_ANSWER)
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() / 100 == 2) {
                    return;
                }
                last = "status " + answer.statusCode();
            } catch (IOException e) {
                last = "no answer (" + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ")";
            }
            if (System.nanoTime() > end) {
                throw child.failure(
                        "was not ready within " + spec.readyWithin().toSeconds() + " s: expected 2xx of GET "
                                + baseUrl + spec.ready() + ", last got " + last
                                + ";\n  it must listen on 127.0.0.1 at the port in PORT; more time: targets." + target
                                + ".ready_within");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Samples its processes, and what it says of its pool, from now on, into the target's own folder. */
    CommandTarget sampled(Path raw, Duration period, RunClock clock) {
        samples = ProcessHandle.of(child.pid()).map(process -> new ProcessTreeSamples(process, raw, period, clock));
        metrics = Optional.of(new MetricsPage(
                http, baseUrl.resolve(spec.metrics()), new PoolGauges(spec.poolMetrics()), raw, period, clock));
        return this;
    }

    @Override
    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public Optional<Health> health() {
        return Optional.empty();
    }

    @Override
    public LifeSign lifeSign() {
        return new HttpLifeSign(http, baseUrl.resolve(spec.ready()), child);
    }

    @Override
    public void requireAlive() throws MachineException {
        if (!child.isAlive()) {
            throw child.failure("ended by itself");
        }
    }

    @Override
    public void finish() {
        close();
    }

    /** Whatever becomes of it, the signal comes after it; what it says is in the service's log. */
    private void runStop() {
        ChildProcess.Command command = ChildProcess.Command.of("stop-" + target, log, spec.stop())
                .withEnvironment(environment)
                .in(Path.of(spec.workdir()).toAbsolutePath().normalize());
        try (ChildProcess stop = ChildProcess.start(command)) {
            if (stop.awaitExit(STOP_GRACE).isPresent()) {
                child.awaitExit(STOP_GRACE);
            }
        } catch (MachineException e) {
            System.err.println("gridlock: target " + target + ": its stop command could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = ProcessHandle.of(child.pid())
                .map(ProcessHandle::descendants)
                .map(Stream::toList)
                .orElse(List.of());
        samples.ifPresent(ProcessTreeSamples::close);
        samples = Optional.empty();
        metrics.ifPresent(MetricsPage::close);
        metrics = Optional.empty();
        if (!spec.stop().isEmpty() && child.isAlive()) {
            runStop();
        }
        child.stop(STOP_GRACE);
        children.forEach(ProcessHandle::destroyForcibly); // those that outlived it
        http.close();
    }
}
