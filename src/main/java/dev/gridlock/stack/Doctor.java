package dev.gridlock.stack;

import com.sun.management.OperatingSystemMXBean;
import dev.gridlock.process.Executables;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import dev.gridlock.process.ServerUser;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What of a native stack is here, what is missing, and how to get it. */
public final class Doctor {

    private static final String INSTALL = "./gridlock doctor --install (the first run does it too)";
    private static final long ENOUGH_MEMORY = 4L << 30;
    private static final int ENOUGH_CORES = 2;

    private final ToolCache cache;
    private final Path temporary;

    /** Looks at this user's tool cache and {@code java.io.tmpdir}. */
    public Doctor() {
        this(ToolCache.ofThisUser(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    Doctor(ToolCache cache, Path temporary) {
        this.cache = cache;
        this.temporary = temporary;
    }

    /** Looks at everything, in the order in which a run needs it; gets and changes nothing. */
    public List<Check> checks() throws InterruptedException {
        return List.of(
                jdk(),
                postgres(),
                pgbouncer(),
                toxiproxy(),
                engine(),
                user(),
                setpriv(),
                disk(),
                openFiles(),
                sharedMemory(),
                memory(),
                cores());
    }

    /**
     * Gets what is missing into the tool cache.
     *
     * @param progress sees a line for each step
     * @throws MachineException at the first thing that could not be got
     */
    public void install(Consumer<String> progress) throws MachineException, InterruptedException {
        Optional<PostgresInstallation> postgres = PostgresInstallation.bundled(cache, progress);
        progress.accept(postgres.map(found -> "PostgreSQL " + found.version() + ": " + found.bin())
                .orElse("PostgreSQL: none is bundled for this machine, one of its own is used"));
        progress.accept("PgBouncer: " + PgBouncerProgram.find(cache, progress).file());
        progress.accept("Toxiproxy: " + ToxiproxyProgram.find(cache, progress).file());
    }

    private static Check jdk() {
        return Check.ok("JDK", Runtime.version() + " in " + System.getProperty("java.home"));
    }

    private Check postgres() throws InterruptedException {
        try {
            List<PostgresInstallation> available = PostgresInstallation.available(cache);
            if (!available.isEmpty()) {
                return Check.ok("PostgreSQL", PostgresInstallation.listed(available));
            }
        } catch (MachineException e) {
            return Check.missing("PostgreSQL", String.valueOf(e.getMessage()), INSTALL);
        }
        return PostgresInstallation.isBundled()
                ? Check.missing("PostgreSQL", "bundled, not unpacked yet", INSTALL)
                : Check.missing(
                        "PostgreSQL",
                        "none; the bundled one is for Linux on x86-64",
                        "install PostgreSQL " + PostgresInstallation.OLDEST_MAJOR + " or later");
    }

    private Check pgbouncer() throws InterruptedException {
        Optional<PgBouncerProgram> here = PgBouncerProgram.present(cache);
        if (here.isPresent()) {
            try {
                return Check.ok(
                        "PgBouncer", here.get().version() + ", " + here.get().file());
            } catch (MachineException e) {
                return Check.missing("PgBouncer", String.valueOf(e.getMessage()), "reinstall it");
            }
        }
        return DebianPackage.canBeFetched()
                ? Check.missing("PgBouncer", "not on PATH, not fetched yet", INSTALL)
                : Check.missing("PgBouncer", "not on PATH, and no apt to fetch it", "install package pgbouncer");
    }

    private Check toxiproxy() throws InterruptedException {
        Optional<ToxiproxyProgram> here = ToxiproxyProgram.present(cache);
        if (here.isPresent()) {
            return Check.ok("Toxiproxy", here.get().file().toString());
        }
        Optional<Path> go = ToxiproxyProgram.go();
        if (go.isEmpty()) {
            return Check.missing(
                    "Toxiproxy",
                    "not on PATH, and no Go to build it",
                    "put toxiproxy-server on PATH (github.com/Shopify/toxiproxy/releases), or install Go");
        }
        try {
            String version = Programs.version(
                    "go", List.of(go.get().toString(), "version"), Pattern.compile("go version (\\S+)"));
            return Check.missing("Toxiproxy", "not built yet; " + version + " is here to build it", INSTALL);
        } catch (MachineException e) {
            return Check.missing("Toxiproxy", "not built yet; " + e.getMessage(), "reinstall Go");
        }
    }

    private static Check engine() throws InterruptedException {
        return switch (DockerEngine.look()) {
            case DockerEngine.Look.Answers answers ->
                Check.ok("Containers", "a container engine answers, version " + answers.version());
            case DockerEngine.Look.Silent silent ->
                Check.warning("Containers", silent.why() + "; runs use processes", silent.whatToDo());
        };
    }

    private static Check user() throws InterruptedException {
        try {
            ServerUser.require();
            String name = Privileges.userName().orElseThrow();
            return Check.ok(
                    "User",
                    Privileges.serverUser()
                            .map(servers -> name + "; the servers run as " + servers)
                            .orElse(name));
        } catch (MachineException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\n *", 2);
            return Check.missing("User", lines[0], lines.length > 1 ? lines[1] : "");
        }
    }

    private static Check setpriv() {
        Optional<Path> setpriv = Executables.onPath("setpriv");
        return setpriv.isPresent()
                ? Check.ok("setpriv", setpriv.get().toString())
                : Check.warning(
                        "setpriv",
                        "not on PATH: servers of a killed run live on until the next one cleans them",
                        "install util-linux");
    }

    private Check disk() {
        try {
            Machine.requireRoom(temporary);
            return Check.ok("Disk", Machine.mebibytes(Machine.freeBytes(temporary)) + " free in " + temporary);
        } catch (MachineException e) {
            return Check.missing(
                    "Disk",
                    String.valueOf(e.getMessage()),
                    "another folder for temporary files with TMPDIR, or free some");
        }
    }

    private static Check openFiles() {
        try {
            Machine.requireOpenFiles();
            return Check.ok("Open files", Machine.openFiles() + " for each process (ulimit -n)");
        } catch (MachineException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\n *", 2);
            return Check.missing("Open files", lines[0], lines[1]);
        }
    }

    private static Check sharedMemory() {
        String free = Machine.mebibytes(SharedMemory.freePosixBytes()) + " free in /dev/shm";
        return SharedMemory.hasRoomForPosixSegments()
                ? Check.ok("Shared memory", free)
                : Check.warning(
                        "Shared memory",
                        free + ": PostgreSQL uses files instead (mmap)",
                        "docker run --shm-size=256m, or mount a larger /dev/shm");
    }

    private static Check memory() {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        String found = Machine.mebibytes(bytes);
        return bytes >= ENOUGH_MEMORY
                ? Check.ok("Memory", found)
                : Check.warning("Memory", found + ", tried with 4096 MiB and more", "use a smaller fleet");
    }

    private static Check cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores >= ENOUGH_CORES
                ? Check.ok("Cores", Integer.toString(cores))
                : Check.warning("Cores", cores + ": service, database and load share it", "expect slower figures");
    }
}
