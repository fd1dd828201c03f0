package dev.gridlock.stack;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the tools that we unpacked or built ourselves are kept, one folder a tool and version.
 *
 * <p>A tool is there whole or not at all, and two runs that want it at once install it once: an exclusive file lock, a
 * temporary folder beside the final one, an atomic move.
 *
 * @param root its folder; made when first needed
 */
public record ToolCache(Path root) {

    // A file lock belongs to the JVM, and asking for it twice within one throws: threads queue here first.
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    /** Fills the folder of one tool. */
    @FunctionalInterface
    public interface Installer {
        void into(Path folder) throws IOException, MachineException, InterruptedException;
    }

    /** The cache of this user: see {@link #location}. */
    public static ToolCache ofThisUser() {
        Path home = Path.of(System.getProperty("user.home"));
        return new ToolCache(location(System.getenv(), Privileges.isRoot(), home));
    }

    /**
     * {@code GRIDLOCK_CACHE}, else {@code /var/cache/gridlock} for root (the servers run as another user, who must be
     * able to read it), else {@code $XDG_CACHE_HOME/gridlock} or {@code ~/.cache/gridlock}. A user without a home, whose
     * home Java gives as {@code ?}, has none that could be made until one is chosen.
     */
    static Path location(Map<String, String> environment, boolean root, Path home) {
        String chosen = environment.getOrDefault("GRIDLOCK_CACHE", "");
        if (!chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        if (root) {
            return Path.of("/var/cache/gridlock");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG base directory specification: a relative path is invalid and must be ignored.
        Path own = home.isAbsolute() ? home : Path.of("/nonexistent"); // as Debian calls it
        return (xdg.startsWith("/") ? Path.of(xdg) : own.resolve(".cache")).resolve("gridlock");
    }

    /** Where a tool is or would be. */
    public Path folder(String tool) {
        return root.resolve(tool);
    }

    /** Whether a tool is there. */
    public boolean has(String tool) {
        return Files.isDirectory(folder(tool));
    }

    /**
     * The folder of a tool, installed first when it is not there.
     *
     * @param tool name and version, e.g. {@code toxiproxy-2.12.0}
     * @throws MachineException when it cannot be installed, or the cache cannot be written
     */
    public Path install(String tool, Installer installer) throws MachineException, InterruptedException {
        if (has(tool)) {
            return folder(tool);
        }
        IN_THIS_JVM.lockInterruptibly();
        try {
            Files.createDirectories(root);
            try (FileChannel file = FileChannel.open(
                            root.resolve(tool + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = file.lock()) {
                assert lock.isValid();
                return has(tool) ? folder(tool) : installAlone(tool, installer);
            }
        } catch (IOException e) {
            throw new MachineException(
                    "could not install " + tool + " into the tool cache " + root + ": " + FileFailure.said(e)
                            + "\n  set GRIDLOCK_CACHE to a folder that you may write and that has room",
                    e);
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    private Path installAlone(String tool, Installer installer)
            throws IOException, MachineException, InterruptedException {
        // We hold the lock, so any other temporary folder of this tool is of an install that was killed.
        try (DirectoryStream<Path> dead = Files.newDirectoryStream(root, "." + tool + ".*")) {
            for (Path folder : dead) {
                Folders.delete(folder);
            }
        }
        Path temporary = Files.createTempDirectory(root, "." + tool + ".");
        try {
            installer.into(temporary);
            Folders.letEveryoneRead(temporary);
            return Files.move(temporary, folder(tool), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(temporary);
        }
    }
}
