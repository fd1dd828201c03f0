package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.process.Signals;
import dev.gridlock.scenario.PostgresSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How starts go wrong, and what is left then: nothing. */
class NativeProviderIT {

    private final List<String> progress = new ArrayList<>();
    private Path temporary = Path.of("");

    /** Not a @TempDir: its folders are private to root, and the servers run as another user. */
    @BeforeEach
    void makeFolder() throws IOException {
        temporary = Files.createTempDirectory("gridlock it with spaces ");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void deleteFolder() throws IOException {
        Folders.delete(temporary);
    }

    @Test
    void aKilledHarnessTakesItsServersAlongAndTheNextStartCleansItsFolder() throws Exception {
        Path logs = Files.createDirectory(temporary.resolve("logs"));
        Process harness = StackHolder.start(temporary, logs);
        String line = harness.inputReader().readLine();
        assertThat(line).startsWith("started ");
        Path folder = Path.of(line.substring("started ".length())).resolve("..").normalize();
        List<ProcessHandle> servers = processesOf(folder);
        assertThat(servers).hasSizeGreaterThanOrEqualTo(3);
        assertThat(provider().cleanLeftovers()).as("of a live run").isEmpty();
        assertThat(servers).allMatch(ProcessHandle::isAlive);

        Signals.send("KILL", harness.pid());
        harness.waitFor();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(processesOf(folder)).isEmpty());
        assertThat(folder).exists();

        try (Stack next = provider().start(Scenarios.outage(), temporary.resolve("next"))) {
            next.requireAlive();
            assertThat(folder).doesNotExist();
            assertThat(progress).anyMatch(said -> said.contains("deleted " + folder));
            assertThat(logs.resolve("postgresql.json"))
                    .as("the killed run's log")
                    .isNotEmptyFile();
        }
        assertThat(runFolders()).isEmpty();
    }

    @Test
    void aPostmasterKilledOutrightLeavesNoSharedMemory() throws Exception {
        try (Stack stack = provider().start(Scenarios.outage(), temporary.resolve("logs"))) {
            Path pidFile = Path.of(stack.postgresLogs().place()).resolve("../postgres/data/postmaster.pid");
            String segment = Files.readAllLines(pidFile).get(6).trim().split("\\s+")[1];
            assertThat(sharedMemorySegments()).contains(segment);
            Signals.send("KILL", stack.postmasterPid().orElseThrow());
            stack.close();
            assertThat(sharedMemorySegments()).doesNotContain(segment);
        }
    }

    private static List<String> sharedMemorySegments() throws IOException {
        return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
                .map(row -> row.trim().split("\\s+")[1])
                .toList();
    }

    @Test
    void portsTakenBetweenChoosingAndBindingAreReplaced() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FreePorts free = FreePorts.ofThisMachine();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FreePorts everySecondIsTaken = new FreePorts(() -> calls.incrementAndGet() % 2 == 1
                    ? taken.getLocalPort()
                    : free.choose().getAsInt());
            NativeProvider provider =
                    new NativeProvider(progress::add, ToolCache.ofThisUser(), temporary, everySecondIsTaken);
            try (Stack stack = provider.start(Scenarios.outage(), temporary.resolve("logs"))) {
                stack.requireAlive();
                assertThat(calls).as("two for each part").hasValueGreaterThanOrEqualTo(6);
            }
        }
    }

    @Test
    void aPortThatAnotherStackHoldsIsNotMistakenForOurs() throws Exception {
        try (Stack first = provider().start(Scenarios.outage(), temporary.resolve("first"))) {
            List<Integer> held = List.of(
                    first.observer().port(),
                    first.toxiproxyApi().getPort(),
                    first.pgbouncerConsole().port());
            AtomicInteger calls = new AtomicInteger();
            FreePorts free = FreePorts.ofThisMachine();
            FreePorts heldFirst = new FreePorts(() -> {
                int call = calls.getAndIncrement();
                return call % 2 == 0 ? held.get(call / 2) : free.choose().getAsInt();
            });
            NativeProvider provider = new NativeProvider(progress::add, ToolCache.ofThisUser(), temporary, heldFirst);
            try (Stack second = provider.start(Scenarios.outage(), temporary.resolve("second"))) {
                assertThat(List.of(
                                second.observer().port(),
                                second.toxiproxyApi().getPort(),
                                second.pgbouncerConsole().port()))
                        .doesNotContainAnyElementsOf(held);
                first.requireAlive();
                second.requireAlive();
            }
        }
    }

    @Test
    void aStartThatFailsHalfwayStopsWhatItHadStarted() throws Exception {
        ToolCache broken = new ToolCache(temporary.resolve("cache"));
        Files.createDirectories(broken.root());
        try (Stream<Path> tools = Files.list(ToolCache.ofThisUser().root())) {
            for (Path tool : tools.filter(Files::isDirectory).toList()) {
                Files.createSymbolicLink(
                        broken.root().resolve(tool.getFileName().toString()), tool);
            }
        }
        Path toxiproxy = broken.root().resolve("toxiproxy-2.12.0");
        Files.delete(toxiproxy);
        Path server = Files.createDirectory(toxiproxy).resolve("server");
        Files.writeString(server, "#!/bin/sh\necho the library is missing\nexit 127\n");
        Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwxr-xr-x"));

        NativeProvider provider = new NativeProvider(progress::add, broken, temporary, FreePorts.ofThisMachine());
        assertThatThrownBy(() -> provider.start(Scenarios.outage(), temporary.resolve("logs")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("toxiproxy refused to start (exit code 127)")
                .hasMessageContaining("the library is missing");
        assertThat(progress).as("PostgreSQL had been started").anyMatch(said -> said.startsWith("PostgreSQL"));
        assertThat(runFolders()).isEmpty();
        assertThat(processesOf(temporary)).isEmpty();
        assertThat(temporary.resolve("logs/postgresql.json")).isNotEmptyFile();
    }

    @Test
    void aRefusalOfPostgresIsToldInItsOwnWords() {
        PostgresSpec tooLarge = new PostgresSpec(18, 100, Duration.ofSeconds(1), 8L << 40);
        assertThatThrownBy(() -> provider().start(Scenarios.with(tooLarge), temporary.resolve("logs")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("postgres refused to start")
                .hasMessageContaining("FATAL");
        assertThat(runFolders()).isEmpty();
    }

    @Test
    void aVersionThatIsNotHereIsAnsweredWithThoseThatAre() {
        PostgresSpec future = new PostgresSpec(99, 100, Duration.ofSeconds(1), 128L << 20);
        assertThatThrownBy(() -> provider().start(Scenarios.with(future), temporary.resolve("logs")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("PostgreSQL 99")
                .hasMessageContaining("there are: 18.");
    }

    @Test
    void aFolderThatTheServersUserCannotReachIsNamed() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(dev.gridlock.process.Privileges.isRoot());
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> provider().start(Scenarios.outage(), temporary.resolve("logs")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining(temporary + " is rwx------");
    }

    @Test
    void theDoctorFindsAllThatAStackHasUsed() throws Exception {
        Doctor doctor = new Doctor();
        doctor.install(progress::add);
        assertThat(doctor.checks()).noneMatch(check -> check.status() == Check.Status.MISSING);
        assertThat(new Doctor(new ToolCache(temporary.resolve("empty")), temporary).checks())
                .filteredOn(check -> check.status() == Check.Status.MISSING)
                .allMatch(check -> !check.howToGet().isEmpty());
    }

    private NativeProvider provider() {
        return new NativeProvider(progress::add, ToolCache.ofThisUser(), temporary, FreePorts.ofThisMachine());
    }

    private List<Path> runFolders() {
        try (Stream<Path> all = Files.list(RunFolders.in(temporary).base())) {
            return all.filter(Files::isDirectory).toList();
        } catch (IOException | MachineException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ProcessHandle> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.startsWith(folder + "/run-")
                                || argument.startsWith(folder + "/postgres")
                                || argument.startsWith(folder + "/pgbouncer")
                                || argument.startsWith(folder + "/toxiproxy")))
                .toList();
    }
}
