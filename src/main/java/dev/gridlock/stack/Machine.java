package dev.gridlock.stack;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.Scenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a stack needs of the machine. */
final class Machine {

    /** The database of 50,000 trucks, its WAL (max_wal_size 1 GB at most) and logs. */
    static final long DISK_BYTES = 1L << 30;

    /** Connections past the pool that the samplers, the probes and the audit hold at most. */
    static final int OBSERVERS = 10;

    /** What Debian gives each process, and the least that runs were tried with. */
    private static final long OPEN_FILES = 1_024;

    private Machine() {}

    static long freeBytes(Path folder) throws MachineException {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new MachineException(
                    "the folder for temporary files " + folder + " cannot be used: " + e
                            + "\n  set another one with TMPDIR",
                    e);
        }
    }

    /**
     * Checks that there is room for the database.
     *
     * @throws MachineException when there is less than 1 GiB
     */
    static void requireRoom(Path temporary) throws MachineException {
        long free = freeBytes(temporary);
        if (free < DISK_BYTES) {
            throw new MachineException("expected " + mebibytes(DISK_BYTES) + " free for the database in " + temporary
                    + ", found " + mebibytes(free)
                    + "\n  free some, or set another folder for temporary files with TMPDIR");
        }
    }

    /**
     * Checks that a run may have enough files open: connections are files, and so are the jars of its JVMs. Java raises its
     * own limit to the hard one, and its children have that.
     *
     * @throws MachineException naming the limit
     */
    static void requireOpenFiles() throws MachineException {
        long files = openFiles();
        if (files < OPEN_FILES) {
            throw new MachineException(
                    "the limit on open files (ulimit -n) is " + files + ", and a run needs " + OPEN_FILES
                            + "\n  raise it, e.g. ulimit -n 4096, as root in /etc/security/limits.conf or LimitNOFILE=,"
                            + " docker run --ulimit nofile=4096");
        }
    }

    /** How many this process may have. */
    static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** What the user should know of this machine or scenario, though the run can go on. */
    static List<String> notes(Scenario scenario) {
        List<String> notes = new ArrayList<>();
        if (!SharedMemory.hasRoomForPosixSegments()) {
            notes.add("/dev/shm has " + mebibytes(SharedMemory.freePosixBytes()) + " free: PostgreSQL keeps its dynamic"
                    + " shared memory in files (dynamic_shared_memory_type mmap)");
        }
        int left = scenario.postgres().maxConnections() - scenario.pgbouncer().poolSize();
        if (left < OBSERVERS) {
            notes.add(
                    "max_connections " + scenario.postgres().maxConnections() + " leaves " + left + " connections past"
                            + " the pool of " + scenario.pgbouncer().poolSize() + ": some measurements may be refused");
        }
        return notes;
    }

    static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
