package dev.gridlock.report;

import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.chart.PngDrawing;
import dev.gridlock.report.chart.SvgFile;
import dev.gridlock.report.figures.RunFigures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code charts/}: every picture of the page as a PNG and an SVG of its own. */
final class ChartImages implements Document {

    @Override
    public String name() {
        return "charts";
    }

    @Override
    public void write(RunFigures run, List<Picture> pictures, Path runFolder) throws IOException {
        Path folder = Files.createDirectories(runFolder.resolve(name()));
        // A picture that this recording no longer gives must not stay from an older report.
        try (DirectoryStream<Path> older = Files.newDirectoryStream(folder, "*.{png,svg}")) {
            for (Path file : older) {
                Files.delete(file);
            }
        }
        for (Picture picture : pictures) {
            PngDrawing.write(picture, folder);
            SvgFile.write(picture, folder);
        }
    }
}
