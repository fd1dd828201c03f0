package dev.gridlock.recording.serverlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The server's jsonlog files; the collector starts a new one at times, named by its time. */
record LogFolder(Path path) {

    /** Bytes of each file as it is now. */
    Map<Path, Long> sizes() throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        for (Path file : files()) {
            sizes.put(file, Files.size(file));
        }
        return sizes;
    }

    /** Hands over each line after the given sizes, files in the order of their names; a file not among them as a whole. */
    void readAfter(Map<Path, Long> sizes, Consumer<String> lines) throws IOException {
        for (Path file : files()) {
            long from = sizes.getOrDefault(file, 0L);
            // Shorter than it was: emptied and begun again (log_truncate_on_rotation).
            readFile(file, from <= Files.size(file) ? from : 0, lines);
        }
    }

    private static void readFile(Path file, long from, Consumer<String> lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            InputStream bytes = Channels.newInputStream(channel.position(from));
            // Not Files.newBufferedReader: that fails at bytes that are no UTF-8, and a client may have sent such.
            BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
