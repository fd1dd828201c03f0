package dev.gridlock.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of a child, line by line. One that cannot be written (disk full) is given up, once: a child whose output nobody
 * reads any more would be stopped or killed by its next line.
 */
final class LogFile implements AutoCloseable {

    private @Nullable BufferedWriter out;
    private Optional<String> complaint = Optional.empty();

    LogFile(Path file) {
        try {
            out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /**
     * Appends a line.
     *
     * @return what to tell when the log has just been given up
     */
    Optional<String> append(String line) {
        BufferedWriter log = out;
        if (log != null) {
            try {
                log.write(line);
                log.newLine();
                log.flush();
            } catch (IOException e) {
                giveUp(e);
            }
        }
        Optional<String> untold = complaint;
        complaint = Optional.empty();
        return untold;
    }

    private void giveUp(IOException e) {
        close();
        complaint = Optional.of("(from here on its log could not be written: " + e.getMessage() + ")");
    }

    @Override
    public void close() {
        BufferedWriter log = out;
        out = null;
        if (log != null) {
            try {
                log.close();
            } catch (IOException e) {
                // Its last lines are in every error about the child.
            }
        }
    }
}
