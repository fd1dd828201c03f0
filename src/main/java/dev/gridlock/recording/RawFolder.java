package dev.gridlock.recording;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that a target's CSV files are streamed into. Loaded files are listed in a marker file before the first is
 * removed, so that a removal that was cut short is never taken for a target with fewer files.
 */
record RawFolder(Path path) {

    private static final String LOADED = ".loaded";

    /** Files that a table may be for, and others, in the order of their names; none when the folder is gone. */
    List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> !marker().equals(file)).sorted().toList();
        }
    }

    /** Removes what an earlier removal, cut short, had been told to. */
    void finishRemoval() throws IOException {
        if (Files.exists(marker())) {
            for (String name : Files.readAllLines(marker())) {
                Files.deleteIfExists(path.resolve(name));
            }
            Files.delete(marker());
        }
    }

    /** Removes loaded files, then the folder and its parent {@code raw/} when nothing else is in them. */
    void remove(List<Path> loaded) throws IOException {
        Path list = path.resolve(LOADED + ".tmp");
        Files.write(
                list,
                loaded.stream().map(file -> String.valueOf(file.getFileName())).toList());
        Files.move(list, marker(), StandardCopyOption.ATOMIC_MOVE);
        finishRemoval();
        if (deleteIfEmpty(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null && parent.endsWith("raw")) {
                deleteIfEmpty(parent);
            }
        }
    }

    private static boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private Path marker() {
        return path.resolve(LOADED);
    }
}
