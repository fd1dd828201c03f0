package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.process.ServerUser;
import dev.gridlock.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts a stack of real processes on this machine: no container, no root, nothing installed system-wide.
 *
 * <p>What is missing is fetched once into the {@link ToolCache}. Everything listens on 127.0.0.1 with ports that were
 * free and random passwords, so several stacks may run side by side. As root the servers run as another user.
 */
public final class NativeProvider implements StackProvider {

    /** As given to {@code --provider}. */
    public static final String NAME = "native";

    private final Consumer<String> progress;
    private final ToolCache cache;
    private final Path temporary;
    private final FreePorts ports;

    /** One that keeps its tools in this user's cache and its servers' files below {@code java.io.tmpdir}. */
    public NativeProvider(Consumer<String> progress) {
        this(
                progress,
                ToolCache.ofThisUser(),
                Path.of(System.getProperty("java.io.tmpdir")),
                FreePorts.ofThisMachine());
    }

    NativeProvider(Consumer<String> progress, ToolCache cache, Path temporary, FreePorts ports) {
        this.progress = progress;
        this.cache = cache;
        this.temporary = temporary.toAbsolutePath();
        this.ports = ports;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean hasContainers() {
        return false;
    }

    /**
     * Cleans what killed runs of this user left: processes, shared memory, folders. {@link #start} does it too.
     *
     * @return what was cleaned, one sentence each
     */
    public List<String> cleanLeftovers() throws MachineException {
        return RunFolders.in(temporary).clean();
    }

    @Override
    public Stack start(Scenario scenario, Path logs) throws MachineException, InterruptedException {
        ServerUser.require();
        Machine.requireOpenFiles();
        Machine.requireRoom(temporary);
        RunFolders folders = RunFolders.in(temporary);
        folders.clean().forEach(cleaned -> progress.accept("left by an earlier run: " + cleaned));

        NativeStack.Programs programs = new NativeStack.Programs(
                PostgresInstallation.find(scenario.postgres().version(), cache, progress),
                PgBouncerProgram.find(cache, progress),
                ToxiproxyProgram.find(cache, progress));
        Folders.requireReachableByServers(programs.postgres().bin(), "the folder of PostgreSQL's programs");
        Folders.requireReachableByServers(programs.pgbouncer().file(), "PgBouncer's program");
        Folders.requireReachableByServers(folders.base(), "the folder of the servers' files");
        Machine.notes(scenario).forEach(progress);

        return new NativeStack(programs, scenario, folders.create(logs), logs.toAbsolutePath(), ports, progress);
    }
}
