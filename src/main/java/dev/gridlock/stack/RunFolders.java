package dev.gridlock.stack;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All run folders of this user on this machine.
 *
 * @param base {@code <temporary>/gridlock-<uid>}
 */
record RunFolders(Path base) {

    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    /**
     * Those below a folder for temporary files.
     *
     * @throws MachineException when somebody else made the folder, who could then read or replace what is in it
     */
    static RunFolders in(Path temporary) throws MachineException {
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            Path base = temporary.resolve("gridlock-" + uid);
            try {
                Files.createDirectory(base);
                Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
            } catch (FileAlreadyExistsException e) {
                Object owner = Files.getAttribute(base, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                if (!owner.equals(uid) || !Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
                    throw new MachineException(base + " belongs to user id " + owner + ", expected a folder of " + uid
                            + "\n  remove it, or set another folder for temporary files with TMPDIR");
                }
            }
            return new RunFolders(base.toRealPath());
        } catch (IOException e) {
            throw new MachineException(
                    "no folder for the servers' files in " + temporary + ": " + FileFailure.said(e)
                            + "\n  set another folder for temporary files with TMPDIR",
                    e);
        }
    }

    /** A folder for a new run. */
    RunFolder create(Path logs) throws MachineException {
        return alone(() -> RunFolder.create(base, logs));
    }

    /**
     * Cleans what killed runs left: processes, shared memory, folders. Never touches a live run's.
     *
     * @return what was cleaned, one sentence each
     */
    List<String> clean() throws MachineException {
        return alone(() -> {
            List<String> cleaned = new ArrayList<>();
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, Files::isDirectory)) {
                for (Path folder : folders) {
                    if (!RunFolder.OF_THIS_JVM.contains(folder)) {
                        cleaned.addAll(Leftovers.in(folder).clean());
                    }
                }
            }
            return List.copyOf(cleaned);
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /** A folder that is just being made has no lock yet, so making and cleaning exclude each other. */
    private <T> T alone(Work<T> work) throws MachineException {
        IN_THIS_JVM.lock();
        try (FileChannel file =
                        FileChannel.open(base.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assert lock.isValid();
            return work.run();
        } catch (IOException e) {
            throw new MachineException(
                    "the servers' files in " + base + " cannot be made or cleaned: " + FileFailure.said(e), e);
        } finally {
            IN_THIS_JVM.unlock();
        }
    }
}
