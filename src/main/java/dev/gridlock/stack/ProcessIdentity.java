package dev.gridlock.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same id.
 *
 * @param pid process id
 * @param startTicks clock ticks between the machine's boot and the process's start, which unlike the start's wall-clock
 *     time do not move when the clock is set; unchanged by exec
 * @param program first 15 bytes of its program's name, as the kernel keeps it
 */
record ProcessIdentity(long pid, long startTicks, String program) {

    private static final int START_TIME =
            22 - 3; // field 22 of proc_pid_stat(5); what follows the name begins at field 3
    private static final int NAME_BYTES = 15;

    /** The living process of that id; a zombie is not one. */
    static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            int nameEnd = stat.lastIndexOf(')'); // the name itself may contain anything
            String name = stat.substring(stat.indexOf('(') + 1, nameEnd);
            String[] fields = stat.substring(nameEnd + 2).split(" ");
            return fields[0].equals("Z") || fields[0].equals("X")
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME]), name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** This process. */
    static ProcessIdentity ofThisProcess() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElseThrow(() -> new IllegalStateException("/proc/" + pid + "/stat cannot be read"));
    }

    /** As it is (or will be, once the child has run exec) for a program's file. */
    ProcessIdentity running(Path file) {
        String name = String.valueOf(file.getFileName());
        return new ProcessIdentity(pid, startTicks, name.substring(0, Math.min(NAME_BYTES, name.length())));
    }

    /** Whether this very process still lives. */
    boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }
}
