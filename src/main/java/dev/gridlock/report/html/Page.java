package dev.gridlock.report.html;

import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.chart.SvgDrawing;
import dev.gridlock.report.figures.RunFigures;
import java.util.List;
import java.util.Locale;

/**
 * What a section's template gets.
 *
 * @param pictures of all groups
 * @param files names of the run's folder that are there and worth a link
 */
public record Page(RunFigures run, List<Picture> pictures, List<RunFile> files) {

    /** The pictures of a group, e.g. {@code pool}. */
    public List<Picture> pictures(String group) {
        return pictures.stream()
                .filter(picture -> picture.group().equals(group))
                .toList();
    }

    /** A picture as an SVG element; its texts are escaped by the XML writer. */
    public String svg(Picture picture) {
        return SvgDrawing.render(picture);
    }

    /** {@code pass}, {@code fail} or {@code inconclusive}. */
    public String status() {
        return run.verdict().status().name().toLowerCase(Locale.ROOT);
    }

    /** Questions that the recording answers. */
    public List<NextQuery> queries() {
        return NextQuery.of(run);
    }
}
