package dev.gridlock.serve.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one folder that is served; nothing outside it can be named, by dots or by symbolic links. */
public final class ReportsFolder {

    private final Path root;

    private ReportsFolder(Path root) {
        this.root = root;
    }

    /**
     * The folder itself may be a symbolic link.
     *
     * @throws IOException when it is not there
     */
    public static ReportsFolder of(Path folder) throws IOException {
        return new ReportsFolder(folder.toRealPath());
    }

    public Path root() {
        return root;
    }

    /**
     * Something in it.
     *
     * @param file real path, without symbolic links
     * @param path the same relative to the folder, {@code /}-separated; other than asked for where a link was followed
     */
    public record Found(Path file, String path) {}

    /**
     * What a path names, {@code /}-separated and decoded. Empty when it is not there, is hidden, or is not in the folder
     * once every link is followed.
     */
    public Optional<Found> find(String requested) {
        Path named = root;
        for (String segment : requested.split("/", -1)) {
            if (segment.isEmpty() || segment.startsWith(".") || segment.indexOf('\\') >= 0) {
                return Optional.empty();
            }
            try {
                named = named.resolve(segment);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        try {
            Path real = named.toRealPath();
            return real.startsWith(root) && !real.equals(root)
                    ? Optional.of(new Found(real, relative(real)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Path of something in the folder, {@code /}-separated. */
    String relative(Path file) {
        List<String> segments = new ArrayList<>();
        root.relativize(file).forEach(segment -> segments.add(segment.toString()));
        return String.join("/", segments);
    }

    /** Whether a folder is a run's: one that has begun, was read by {@code report}, or was copied here. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("scenario.yml"))
                || Files.isRegularFile(folder.resolve("run.json"))
                || Files.isRegularFile(folder.resolve("live.ndjson"));
    }
}
