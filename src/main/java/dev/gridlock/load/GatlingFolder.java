package dev.gridlock.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where Gatling's report is: Gatling makes a folder a run below the one given, and we have one run a folder. */
final class GatlingFolder {

    private GatlingFolder() {}

    /** Moves the files of a run up into the folder given. */
    static void flatten(Path results, String runId) throws IOException {
        Path run = results.resolve(runId);
        if (!Files.isDirectory(run)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run)) {
            for (Path file : files) {
                Files.move(file, results.resolve(file.getFileName()));
            }
        }
        Files.delete(run);
    }
}
