package dev.gridlock.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What each container, network and volume of a run carries, so that who finds it later knows whose it is and whether that
 * one still lives: the harness's process, which cannot be mistaken for a later one with its id, and the name space that
 * the id is of.
 */
public record Labels(String run) {

    /** The run's id; whatever has this label is ours. */
    public static final String RUN = "dev.gridlock.run";

    static final String PID = "dev.gridlock.owner.pid";
    static final String START_TICKS = "dev.gridlock.owner.start_ticks";
    static final String PROGRAM = "dev.gridlock.owner.program";
    static final String BOOT = "dev.gridlock.owner.boot";
    static final String PID_NAMESPACE = "dev.gridlock.owner.pid_namespace";

    /** What stands for what a machine does not say. */
    static final String UNKNOWN = "unknown";

    /** Of an image; not of a run, so that no clean-up takes it for a leftover. */
    static Map<String, String> ofBuild() {
        return Map.of("dev.gridlock.image", "pgbouncer");
    }

    /** With this process as the owner. */
    Map<String, String> of() {
        ProcessIdentity owner = ProcessIdentity.ofThisProcess();
        return Map.of(
                RUN, run,
                PID, Long.toString(owner.pid()),
                START_TICKS, Long.toString(owner.startTicks()),
                PROGRAM, owner.program(),
                BOOT, boot(),
                PID_NAMESPACE, pidNamespace());
    }

    /** Whether the owner is known to be dead; of another name space's process nothing is known. */
    static boolean ownerIsDead(Map<String, String> labels) {
        return ownerIsDead(labels, boot(), pidNamespace());
    }

    /**
     * The same where this boot and name space are given.
     *
     * @param boot {@link #UNKNOWN} where the machine does not say it; then nobody is known to be dead
     */
    static boolean ownerIsDead(Map<String, String> labels, String boot, String pidNamespace) {
        if (boot.equals(UNKNOWN) || labels.getOrDefault(BOOT, UNKNOWN).equals(UNKNOWN)) {
            return false;
        }
        if (!boot.equals(labels.get(BOOT))) {
            return true;
        }
        if (pidNamespace.equals(UNKNOWN) || !pidNamespace.equals(labels.get(PID_NAMESPACE))) {
            return false;
        }
        try {
            return !new ProcessIdentity(
                            Long.parseLong(labels.getOrDefault(PID, "")),
                            Long.parseLong(labels.getOrDefault(START_TICKS, "")),
                            labels.getOrDefault(PROGRAM, ""))
                    .isAlive();
        } catch (NumberFormatException e) {
            return false; // not written by us
        }
    }

    private static String boot() {
        try {
            return RunFolder.bootId();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String pidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
