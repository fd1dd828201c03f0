package dev.gridlock.report;

import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.deadlock.Forensics;
import dev.gridlock.report.deadlock.Latent;
import dev.gridlock.report.deadlock.LatentShape;
import dev.gridlock.report.deadlock.Shape;
import dev.gridlock.report.figures.RunFigures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code deadlocks/}: a script for each shape of cycle, seen or latent, that makes it. */
record DeadlockScripts(List<Forensics> forensics, List<Latent> latent) implements Document {

    @Override
    public String name() {
        return "deadlocks";
    }

    @Override
    public void write(RunFigures run, List<Picture> pictures, Path runFolder) throws IOException {
        Path folder = runFolder.resolve(name());
        if (Files.isDirectory(folder)) {
            // A cycle that this recording does not have must not stay from an older report.
            try (DirectoryStream<Path> older = Files.newDirectoryStream(folder, "*.sh")) {
                for (Path file : older) {
                    Files.delete(file);
                }
            }
        }
        for (Forensics target : forensics) {
            for (Shape shape : target.shapes()) {
                if (!shape.script().isEmpty()) {
                    WholeFile.write(folder.resolve(shape.file()), shape.script());
                }
            }
        }
        for (Latent target : latent) {
            for (LatentShape shape : target.shapes()) {
                if (!shape.script().isEmpty()) {
                    WholeFile.write(folder.resolve(shape.file()), shape.script());
                }
            }
        }
    }
}
