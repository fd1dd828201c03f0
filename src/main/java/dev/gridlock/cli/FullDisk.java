package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A full disk shows in many ways, a dead server or a journal cut short; its owner wants to hear of the disk first. */
final class FullDisk {

    private static final long FULL_BYTES = 1 << 20;
    private static final String TOLD = "the disk is full: make room";

    private FullDisk() {}

    /**
     * The failure with the disk that had no room before it; the same one where every disk has some. To be asked before
     * anything is removed.
     *
     * @param runs folder of this run
     * @param temporary folder of the servers' files
     */
    static MachineException told(MachineException failure, Path runs, Path temporary) {
        String said = String.valueOf(failure.getMessage());
        if (said.contains(TOLD)) {
            return failure;
        }
        if (isFull(runs)) {
            return after(TOLD + " in " + runs + ", or keep runs elsewhere with --out", said, failure);
        }
        if (isFull(temporary)) {
            return after(TOLD + " in " + temporary + ", or set another folder with TMPDIR", said, failure);
        }
        if (said.contains("No space left on device")) {
            return after(TOLD + " where the database is kept", said, failure);
        }
        return failure;
    }

    /**
     * Looks in mid-load: what is not written from now on is missing in the recording, so there is nothing to wait for.
     *
     * @throws MachineException naming the folder whose disk is full
     */
    static void requireRoom(Path runs, Path temporary) throws MachineException {
        if (isFull(runs) || isFull(temporary)) {
            throw told(new MachineException("the recording would not be whole"), runs, temporary);
        }
    }

    private static boolean isFull(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    /** Without the stack traces of other JVMs, which are in their logs. */
    private static MachineException after(String first, String said, MachineException failure) {
        String words =
                said.lines().filter(line -> !line.strip().startsWith("at ")).collect(Collectors.joining("\n"));
        return new MachineException(first + "\n  what came of it: " + words, failure);
    }
}
