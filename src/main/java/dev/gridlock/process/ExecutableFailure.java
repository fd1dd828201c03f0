package dev.gridlock.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why a program that is there was not started. */
public final class ExecutableFailure {

    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    /** See proc_pid_mountinfo(5): mount ID, parent, device, root, mount point, options, … */
    private static final int MOUNT_POINT = 4;

    private static final int OPTIONS = 5;

    private ExecutableFailure() {}

    /**
     * The system's words, and what to do where programs may not be run from their file system.
     *
     * @param program its file
     */
    public static String said(IOException failure, Path program) {
        return noexecMount(program)
                .map(mount -> program + " may not be run: the file system at " + mount + " is mounted noexec"
                        + "\n  mount it without, or name another folder for the tools with GRIDLOCK_CACHE")
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    /** Where the file system of a file is mounted, if it is so that no program may be run from it. */
    private static Optional<Path> noexecMount(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path nearest = null;
        boolean noexec = false;
        try {
            for (String line : Files.readAllLines(MOUNTS)) {
                String[] words = line.split(" ");
                // Blanks in a name are octal there.
                Path mount = Path.of(words[MOUNT_POINT].replace("\\040", " "));
                if (absolute.startsWith(mount) && (nearest == null || mount.startsWith(nearest))) {
                    nearest = mount;
                    noexec = (',' + words[OPTIONS] + ',').contains(",noexec,");
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // no Linux
        }
        return noexec ? Optional.ofNullable(nearest) : Optional.empty();
    }
}
