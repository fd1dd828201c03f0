package dev.gridlock.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The log of a server that is ours, in a folder of this machine. */
public record LogFolder(Path path) implements PostgresLogs {

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public SortedMap<String, Long> sizes() throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (Path file : files()) {
            sizes.put(String.valueOf(file.getFileName()), Files.size(file));
        }
        return sizes;
    }

    @Override
    public InputStream read(String file, long from) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(file));
        return Channels.newInputStream(channel.position(from));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
