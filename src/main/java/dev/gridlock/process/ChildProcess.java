package dev.gridlock.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of this run: its output goes to a log file, its last lines into every error about it, and it cannot outlive
 * the harness.
 *
 * <p>Where {@code setpriv} is there (util-linux), the kernel itself sends {@link Command#deathSignal()} when the harness
 * dies, even by SIGKILL. The kernel ties that to the <em>thread</em> that forked, so all children are forked by one
 * thread that lives as long as the JVM.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int TAIL_LINES = 15;

    /** At most, from the end of a process's pipes to its exit code. */
    private static final Duration REAPED = Duration.ofSeconds(2);

    private static final int SIGNALLED = 128;
    private static final int KILL = 9;
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);
    private static final ExecutorService FORKER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("forker").factory());

    private final Command command;
    private final Process process;
    private final BufferedWriter stdin;
    private final Thread reader;
    private final Deque<String> tail = new ArrayDeque<>();
    private final Deque<String> unread = new ArrayDeque<>();
    private volatile long heardNanos = System.nanoTime();

    private ChildProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.stdin = process.outputWriter(StandardCharsets.UTF_8);
        this.reader =
                Thread.ofPlatform().daemon().name(command.name() + "-output").start(this::copyOutput);
    }

    /**
     * What to start.
     *
     * @param name as it appears in messages, e.g. {@code pgbouncer}
     * @param arguments program and arguments
     * @param log where stdout and stderr go, appended
     * @param environment added to this process's own
     * @param user name of the user to run as, when this process is root and the program refuses to be
     * @param directory that it is started in; empty: this process's own
     * @param deathSignal sent by the kernel when the harness dies, e.g. {@code KILL}, or {@code QUIT} for PostgreSQL
     * @param stopSignal sent by {@link ChildProcess#stop}, e.g. {@code TERM}, or {@code INT} for PostgreSQL
     * @param onLine sees each line of output as it comes
     */
    public record Command(
            String name,
            List<String> arguments,
            Path log,
            Map<String, String> environment,
            Optional<String> user,
            Optional<Path> directory,
            String deathSignal,
            String stopSignal,
            Consumer<String> onLine) {

        public Command {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        public static Command of(String name, Path log, List<String> arguments) {
            return new Command(
                    name, arguments, log, Map.of(), Optional.empty(), Optional.empty(), "KILL", "TERM", line -> {});
        }

        public Command withEnvironment(Map<String, String> added) {
            return new Command(name, arguments, log, added, user, directory, deathSignal, stopSignal, onLine);
        }

        public Command asUser(Optional<String> newUser) {
            return new Command(name, arguments, log, environment, newUser, directory, deathSignal, stopSignal, onLine);
        }

        public Command in(Path newDirectory) {
            return new Command(
                    name,
                    arguments,
                    log,
                    environment,
                    user,
                    Optional.of(newDirectory),
                    deathSignal,
                    stopSignal,
                    onLine);
        }

        public Command withSignals(String death, String stop) {
            return new Command(name, arguments, log, environment, user, directory, death, stop, onLine);
        }

        public Command onLine(Consumer<String> listener) {
            return new Command(name, arguments, log, environment, user, directory, deathSignal, stopSignal, listener);
        }
    }

    /**
     * Starts the process.
     *
     * @throws MachineException when it cannot be started
     */
    public static ChildProcess start(Command command) throws MachineException {
        ProcessBuilder builder = new ProcessBuilder(Privileges.wrap(command));
        builder.environment().putAll(command.environment());
        builder.redirectErrorStream(true);
        command.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        if (command.user().isPresent()) {
            // Another user may not enter our working directory (below /root, say), and initdb needs to.
            builder.directory(Path.of("/").toFile());
        }
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            Callable<Process> fork = builder::start;
            return new ChildProcess(command, FORKER.submit(fork).get());
        } catch (IOException | ExecutionException e) {
            throw new MachineException("could not start " + command.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted while starting " + command.name(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended and its output was read; empty when it had not ended by the deadline. */
    public Optional<Integer> awaitExit(Duration deadline) throws InterruptedException {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        reader.join(LAST_OUTPUT); // not for ever: a grandchild may hold the pipe open
        return Optional.of(process.exitValue());
    }

    /**
     * Runs a command to its end.
     *
     * @return its output, line by line
     * @throws MachineException when it could not be started, failed, or had not ended by the deadline
     */
    public static List<String> run(Command command, Duration deadline) throws MachineException, InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (ChildProcess process = start(command.onLine(line -> {
            lines.add(line);
            command.onLine().accept(line);
        }))) {
            int exit = process.awaitExit(deadline)
                    .orElseThrow(() -> process.failure("had not ended after " + deadline.toSeconds() + " s"));
            if (exit != 0) {
                throw process.failure("failed");
            }
        }
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /**
     * Waits for a line of output that contains a match; each line is looked at once.
     *
     * @param means what that line says, for messages: {@code it was ready}
     * @throws MachineException when the process ended first or the deadline passed; carries the last lines of output
     */
    public Matcher awaitLine(Pattern pattern, String means, Duration deadline)
            throws MachineException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        synchronized (tail) {
            while (true) {
                for (String line = unread.poll(); line != null; line = unread.poll()) {
                    Matcher matcher = pattern.matcher(line);
                    if (matcher.find()) {
                        return matcher;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw failure("took more than " + deadline.toSeconds() + " s until " + means);
                }
                if (!reader.isAlive()) {
                    throw failure("ended before " + means);
                }
                tail.wait(Math.min(left, 100));
            }
        }
    }

    /** Writes one line to the process's standard input. */
    public void send(String line) throws MachineException {
        try {
            stdin.write(line);
            stdin.newLine();
            stdin.flush();
        } catch (IOException e) {
            awaitItsEnd();
            MachineException failure = failure("no longer reads its input");
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Since it last wrote a line, or was started. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    /** An error about this process: exit code if any, last lines, and where its log is. */
    public MachineException failure(String what) {
        if (!reader.isAlive()) {
            awaitItsEnd();
        }
        StringBuilder message = new StringBuilder(command.name()).append(" ").append(what);
        if (!process.isAlive()) {
            message.append(" (").append(exit(process.exitValue())).append(")");
        }
        synchronized (tail) {
            if (!tail.isEmpty()) {
                message.append("\n  its last lines:");
                tail.forEach(line -> message.append("\n    ").append(line));
            }
        }
        if (!process.isAlive()) {
            JavaCommand.optionsFromOutside(command)
                    .ifPresent(options -> message.append("\n  Java was told more by its environment: ")
                            .append(options)
                            .append("; if that is what it stumbled over, unset it"));
        }
        return new MachineException(
                message.append("\n  its log: ").append(command.log()).toString());
    }

    /** Its pipes end a moment before it has an exit code. */
    private void awaitItsEnd() {
        try {
            process.waitFor(REAPED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String exit(int code) {
        if (code == SIGNALLED + KILL) {
            return "exit code " + code + ": killed, by somebody or by a kernel short of memory";
        }
        return "exit code " + code + (code > SIGNALLED ? ": ended by signal " + (code - SIGNALLED) : "");
    }

    /** Sends a signal by name, e.g. {@code INT}. */
    public void signal(String name) {
        if (process.isAlive()) {
            Signals.send(name, process.pid());
        }
    }

    /** Asks the process to end by its stop signal, and kills it when it has not by the deadline. One that was stopped goes on to. */
    public void stop(Duration grace) {
        signal(command.stopSignal());
        signal("CONT");
        boolean interrupted = false;
        try {
            if (awaitExit(grace).isEmpty()) {
                kill();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            kill();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Stops it, with five seconds of grace. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(5));
    }

    private void copyOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                LogFile log = new LogFile(command.log())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heardNanos = System.nanoTime();
                log.append(line).ifPresent(this::remember);
                remember(line);
                command.onLine().accept(line);
            }
        } catch (IOException e) {
            remember("(its output could not be read: " + e.getMessage() + ")");
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            tail.add(line);
            if (tail.size() > TAIL_LINES) {
                tail.remove();
            }
            unread.add(line);
            if (unread.size() > 1_000) {
                unread.remove();
            }
            tail.notifyAll();
        }
    }
}
