package dev.gridlock.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * PostgreSQL's jsonlog files, wherever they lie; the collector starts a new one at times, named by its time. A server that
 * has run for long has long ones: what was there before is never read.
 */
public interface PostgresLogs {

    /** Where they are, for messages. */
    String place();

    /** Bytes of each file as it is now, by its name. */
    SortedMap<String, Long> sizes() throws IOException;

    /** What a file holds from a byte on. */
    InputStream read(String file, long from) throws IOException;

    /** Hands over each line after the given sizes, files in the order of their names; a file not among them as a whole. */
    default void readAfter(Map<String, Long> sizes, Consumer<String> lines) throws IOException {
        for (Map.Entry<String, Long> file : sizes().entrySet()) {
            long from = sizes.getOrDefault(file.getKey(), 0L);
            // Shorter than it was: emptied and begun again (log_truncate_on_rotation).
            try (InputStream bytes = read(file.getKey(), from <= file.getValue() ? from : 0)) {
                // Not Files.newBufferedReader: that fails at bytes that are no UTF-8, and a client may have sent such.
                BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.accept(line);
                }
            }
        }
    }
}
