package dev.gridlock.stack;

import dev.gridlock.process.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * What one run left, if it was killed.
 *
 * <p>A run is live while its lock is held, or while its owner's process is the very one that wrote its file: either
 * alone protects it. The lock also tells across containers that share a folder but not their process ids.
 */
record Leftovers(Path folder) {

    private static final Duration GRACE = Duration.ofSeconds(5);

    static Leftovers in(Path folder) {
        return new Leftovers(folder);
    }

    /** Cleans them; empty when the run is live. */
    List<String> clean() throws IOException {
        Properties owner = owner();
        boolean thisBoot = RunFolder.bootId().equals(owner.getProperty("boot"));
        if (lockIsHeld() || (thisBoot && ownerLives(owner))) {
            return List.of();
        }
        List<String> cleaned = new ArrayList<>();
        if (thisBoot) {
            for (Part part : parts()) {
                if (part.process().isAlive()) {
                    end(part.process());
                    cleaned.add("ended " + part.name() + " (process "
                            + part.process().pid() + ")");
                }
            }
            SharedMemory.freeSegmentOf(folder.resolve("postgres").resolve("data"))
                    .ifPresent(id -> cleaned.add("freed shared memory segment " + id));
        }
        saveServerLog(owner).ifPresent(cleaned::add);
        Folders.delete(folder);
        cleaned.add("deleted " + folder + " of a run that was killed (process " + owner.getProperty("pid", "unknown")
                + ")");
        return cleaned;
    }

    private Properties owner() throws IOException {
        Properties properties = new Properties();
        Path file = folder.resolve(RunFolder.OWNER);
        if (Files.exists(file)) {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                properties.load(in);
            }
        }
        return properties;
    }

    private boolean lockIsHeld() throws IOException {
        Path file = folder.resolve(RunFolder.LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null;
        }
    }

    private static boolean ownerLives(Properties owner) {
        return identity(
                        owner.getProperty("pid", ""),
                        owner.getProperty("start_ticks", ""),
                        owner.getProperty("program", ""))
                .filter(ProcessIdentity::isAlive)
                .isPresent();
    }

    private record Part(String name, ProcessIdentity process) {}

    private List<Part> parts() throws IOException {
        Path file = folder.resolve(RunFolder.PARTS);
        List<Part> parts = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 4) { // the last line may be torn
                identity(fields[1], fields[2], fields[3]).ifPresent(process -> parts.add(new Part(fields[0], process)));
            }
        }
        return parts;
    }

    private static Optional<ProcessIdentity> identity(String pid, String startTicks, String program) {
        try {
            return Optional.of(new ProcessIdentity(Long.parseLong(pid), Long.parseLong(startTicks), program));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** QUIT is PostgreSQL's immediate shutdown, which also ends its children; KILL for what does not hear it. */
    private static void end(ProcessIdentity process) {
        Signals.send("QUIT", process.pid());
        if (!awaitEnd(process) && process.isAlive()) {
            Signals.send("KILL", process.pid());
            awaitEnd(process);
        }
    }

    private static boolean awaitEnd(ProcessIdentity process) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            while (process.isAlive()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !process.isAlive();
    }

    /** The killed run's recording may still be loaded, and the server's log belongs to it. */
    private Optional<String> saveServerLog(Properties owner) {
        Path serverLog = folder.resolve("postgres-log");
        String logs = owner.getProperty("logs", "");
        if (logs.isEmpty() || !Files.isDirectory(serverLog) || !Files.isDirectory(Path.of(logs))) {
            return Optional.empty();
        }
        PostgresLog.copy(serverLog, Path.of(logs));
        return Optional.of("saved its server log in " + logs);
    }
}
