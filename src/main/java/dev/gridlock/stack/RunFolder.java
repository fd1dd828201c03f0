package dev.gridlock.stack;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A run's folder of servers' files, {@code <temporary>/gridlock-<uid>/<run>/}, with what the next run needs to know to
 * clean it when this one is killed: {@link #OWNER}, {@link #PARTS}, and a lock that the kernel frees with its owner.
 */
final class RunFolder implements AutoCloseable {

    static final String OWNER = "owner.properties";
    static final String PARTS = "parts.tsv";
    static final String LOCK = "alive.lock";

    /**
     * Folders of this JVM. To open and close the lock file of one would free its lock: POSIX locks belong to a process,
     * and closing any descriptor of the file drops them.
     */
    static final Set<Path> OF_THIS_JVM = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a new folder; called while nobody cleans leftovers, see {@link RunFolders}.
     *
     * @param logs the run's folder of logs; a killed run's server logs are saved there
     */
    static RunFolder create(Path base, Path logs) throws IOException {
        Path path = Files.createTempDirectory(base, "run-");
        OF_THIS_JVM.add(path);
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            throw new IOException("the new file " + path.resolve(LOCK) + " is locked by another process");
        }
        ProcessIdentity owner = ProcessIdentity.ofThisProcess();
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(owner.pid()));
        properties.setProperty("start_ticks", Long.toString(owner.startTicks()));
        properties.setProperty("program", owner.program());
        properties.setProperty("boot", bootId());
        properties.setProperty("logs", logs.toAbsolutePath().toString());
        try (BufferedWriter out = Files.newBufferedWriter(path.resolve(OWNER))) {
            properties.store(out, "the Gridlock process whose servers keep their files here");
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new RunFolder(path, lock);
    }

    /** Names this boot of the machine: process ids and start times are of one boot only. */
    static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim();
    }

    Path path() {
        return path;
    }

    /** A new folder in it that belongs to the user that the servers run as. */
    Path serverFolder(String name) throws MachineException {
        try {
            Path folder = Files.createDirectories(path.resolve(name));
            Folders.giveToServers(folder);
            return folder;
        } catch (IOException e) {
            throw new MachineException("cannot make the folder " + path.resolve(name) + ": " + FileFailure.said(e), e);
        }
    }

    /** Writes down a started part, so that the next run can end it should we be killed. */
    void record(String name, long pid, Path program) throws MachineException {
        var started = ProcessIdentity.of(pid);
        if (started.isEmpty()) {
            return; // ended already; whoever waits for it to answer says why
        }
        ProcessIdentity part = started.get().running(program);
        String line = name + "\t" + part.pid() + "\t" + part.startTicks() + "\t" + part.program() + "\n";
        try {
            Files.writeString(path.resolve(PARTS), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new MachineException("cannot write " + path.resolve(PARTS) + ": " + FileFailure.said(e), e);
        }
    }

    /** Deletes the folder; the parts have ended. */
    @Override
    public void close() {
        try {
            Folders.delete(path);
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path + ": " + FileFailure.said(e), e);
        } finally {
            OF_THIS_JVM.remove(path);
        }
    }
}
