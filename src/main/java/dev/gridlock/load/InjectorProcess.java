package dev.gridlock.load;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.FileFailure;
import dev.gridlock.process.JavaCommand;
import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * The injector as the harness sees it: {@link #start}, {@link #awaitReady}, {@link #go}, {@link #awaitEnd}, and, when
 * there is time for it, {@link #awaitReport}.
 */
public final class InjectorProcess implements AutoCloseable {

    /** A call without an answer by then is over. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);

    private final ChildProcess process;
    private final Path gatlingResults;
    private volatile boolean loads;

    private InjectorProcess(ChildProcess process, Path gatlingResults) {
        this.process = process;
        this.gatlingResults = gatlingResults;
    }

    /** Starts an injector with {@link #REQUEST_TIMEOUT} and nobody to tell of its progress. */
    public static InjectorProcess start(
            String target, URI baseUrl, LoadPlan plan, Path raw, Path gatlingResults, Path log, RunClock clock)
            throws MachineException {
        return start(target, baseUrl, plan, raw, gatlingResults, log, clock, REQUEST_TIMEOUT, progress -> {});
    }

    /**
     * Starts an injector's JVM, which warms itself up and then waits.
     *
     * @param target name of the target, which begins every call's id
     * @param baseUrl of the service; {@code /health} and {@code /assignments} are below it
     * @param raw folder for the recording's CSV files
     * @param gatlingResults folder for Gatling's own report
     * @param log for what the JVM prints
     * @param requestTimeout a call without an answer by then is over
     * @param onProgress told a few times a second while the load runs, by a thread that must not be kept
     * @throws MachineException when it cannot be started
     */
    public static InjectorProcess start(
            String target,
            URI baseUrl,
            LoadPlan plan,
            Path raw,
            Path gatlingResults,
            Path log,
            RunClock clock,
            Duration requestTimeout,
            Consumer<LoadProgress> onProgress)
            throws MachineException {
        Path planFile = raw.resolve("plan.txt");
        try {
            Files.createDirectories(raw);
            Files.createDirectories(gatlingResults);
            PlanFile.write(plan, planFile);
        } catch (IOException e) {
            throw new MachineException("cannot write the load's plan to " + planFile + ": " + FileFailure.said(e), e);
        }
        InjectorArguments arguments =
                new InjectorArguments(target, baseUrl, planFile, raw, gatlingResults, clock, requestTimeout);
        int calls = plan.calls().size();
        int trucks = plan.trucks();
        ChildProcess.Command command = JavaCommand.of(
                        "injector", log, InjectorJvm.options(), InjectorMain.class, arguments.words())
                .onLine(line -> {
                    Matcher progress = InjectorLine.PROGRESS.matcher(line);
                    if (progress.find()) {
                        onProgress.accept(new LoadProgress(
                                calls,
                                Integer.parseInt(progress.group(1)),
                                trucks,
                                Integer.parseInt(progress.group(2))));
                    }
                });
        return new InjectorProcess(ChildProcess.start(command), gatlingResults);
    }

    /** Process id of its JVM. */
    public long pid() {
        return process.pid();
    }

    /**
     * Waits until it is warm and the whole load is prepared.
     *
     * @throws MachineException when it ended or was not ready by the deadline
     */
    public void awaitReady(Duration deadline) throws MachineException, InterruptedException {
        process.awaitLine(InjectorLine.READY, "it was warm and ready", deadline);
    }

    /** Starts the load, at once. */
    public void go() throws MachineException {
        process.send(Parent.GO);
        loads = true;
    }

    /**
     * Waits until every call has ended and is recorded. Gatling's report is not made yet.
     *
     * @throws MachineException when the injector died, was not done by the deadline, or its counts do not agree
     */
    public LoadOutcome awaitEnd(Duration deadline) throws MachineException, InterruptedException {
        Matcher ended = process.awaitLine(InjectorLine.ENDED, "every call had ended", deadline);
        loads = false;
        int planned = Integer.parseInt(ended.group(1));
        int sent = Integer.parseInt(ended.group(2));
        int over = Integer.parseInt(ended.group(3));
        int answered = Integer.parseInt(ended.group(4));
        int logged = Integer.parseInt(ended.group(5));
        if (sent != planned || over != planned || logged != planned) {
            throw process.failure("did not do what was planned: " + planned + " calls planned, " + sent + " sent, "
                    + over + " ended, " + logged + " in Gatling's own log; the figures of this run mean nothing");
        }
        return new LoadOutcome(planned, sent, answered, Long.parseLong(ended.group(6)));
    }

    /**
     * Waits until Gatling's report is made, by the same JVM after the load.
     *
     * @return the report's page
     * @throws MachineException when Gatling could not make it by the deadline
     */
    public Path awaitReport(Duration deadline) throws MachineException, InterruptedException {
        Matcher report = process.awaitLine(InjectorLine.REPORT, "Gatling's report was made", deadline);
        if (!report.group(1).equals("0")) {
            throw process.failure("could not make Gatling's report: exit code " + report.group(1));
        }
        return gatlingResults.resolve("index.html");
    }

    /** It says how far it is while the load runs; at other times nobody waits for it without a deadline. */
    public LifeSign lifeSign() {
        return new LifeSign() {

            @Override
            public String part() {
                return "injector";
            }

            @Override
            public boolean shown(Duration wait) {
                return !loads || process.silence().compareTo(wait) < 0;
            }

            @Override
            public MachineException missing(String what) {
                return process.failure(what);
            }
        };
    }

    /** Ends the JVM, whatever it is doing. */
    @Override
    public void close() {
        process.close();
    }
}
