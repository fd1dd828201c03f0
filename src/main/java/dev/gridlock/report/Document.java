package dev.gridlock.report;

import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.figures.RunFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** One file, or folder, of a report. */
public interface Document {

    /** Its name in the run's folder. */
    String name();

    /** Writes it, replacing an older one. */
    void write(RunFigures run, List<Picture> pictures, Path runFolder) throws IOException;

    /** A file that is nothing but a text made from the figures. */
    static Document text(String name, Function<RunFigures, String> render) {
        return new Document() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void write(RunFigures run, List<Picture> pictures, Path runFolder) throws IOException {
                WholeFile.write(runFolder.resolve(name), render.apply(run));
            }
        };
    }
}
