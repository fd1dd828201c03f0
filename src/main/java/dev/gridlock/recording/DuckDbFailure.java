package dev.gridlock.recording;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns what DuckDB or the file system said into a diagnosis: what is wrong with the recording, and what to do. */
final class DuckDbFailure {

    /** DuckDB writes in blocks of 256 KiB. */
    private static final long LEAST_BYTES = 256 << 10;

    private DuckDbFailure() {}

    static MachineException of(String what, Path file, Exception cause) {
        String said = cause instanceof IOException io ? FileFailure.said(io) : String.valueOf(cause.getMessage());
        return new MachineException(
                what + ": " + said.strip() + "\n  file: " + file + "\n  " + advice(said, file), cause);
    }

    private static String advice(String said, Path file) {
        if (said.contains("Could not set lock")) { // the word alone is in our own name, and so in paths
            return "another process has it open; end that one (its id is above, when it is known) and try again";
        }
        if (said.contains("No space left")
                || said.contains("not enough space")
                || said.contains("Could not write")
                || isFull(file)) {
            return "the disk is full: make room; the CSV files in raw/ are kept, so \"gridlock report RUN\" can load them";
        }
        if (said.contains("not a valid DuckDB")
                || said.contains("Corrupt")
                || said.contains("checksum")
                || said.contains("Could not read enough bytes")) {
            return "the file is damaged: restore it, or move it away and run again; if raw/ is still there, "
                    + "\"gridlock report RUN\" makes it anew from the CSV files";
        }
        if (said.contains("Permission denied")) {
            return FileFailure.user()
                    + " may not do that there: run as the owner of the file and of its folder, or give both"
                    + " to that user by chown or chmod";
        }
        return "look at the run's folder: what was not loaded is still in raw/";
    }

    /** DuckDB may tell only of what came of it, such as a transaction that is gone. */
    private static boolean isFull(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace() < LEAST_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
