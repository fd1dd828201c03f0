package dev.gridlock.report.html;

import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.chart.SvgDrawing;
import dev.gridlock.report.deadlock.Shape;
import dev.gridlock.report.deadlock.WaitForGraph;
import dev.gridlock.report.figures.Difference;
import dev.gridlock.report.figures.RunFigures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a section's template gets.
 *
 * @param pictures of all groups
 * @param files names of the run's folder that are there and worth a link
 */
public record Page(RunFigures run, Evidence evidence, List<Picture> pictures, List<RunFile> files) {

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

    /** A cycle's wait-for graph as an SVG element; {@code id} differs from every other on the page. */
    public String graph(Shape shape, String id) {
        return WaitForGraph.svg(shape, id);
    }

    /** What the correction changed; empty where the run has not one of each. */
    public Optional<Difference> difference() {
        return Difference.of(run);
    }

    public String uplot() {
        return Scripts.uplot();
    }

    public String uplotStyle() {
        return Scripts.uplotStyle();
    }

    public String timelineScript() {
        return Scripts.timeline();
    }

    /** {@code pass}, {@code fail} or {@code inconclusive}. */
    public String status() {
        return run.verdict().status().name().toLowerCase(Locale.ROOT);
    }

    /** How many gates do not hold, or could not be judged. */
    public long gatesMissed() {
        return run.verdict().gates().stream().filter(gate -> !gate.passed()).count();
    }

    /** How many gates hold, in words. */
    public String gatesSaid() {
        int all = run.verdict().gates().size();
        long hold = all - gatesMissed();
        return hold + " of " + all + (all == 1 ? " gate holds." : " gates hold.");
    }

    /** Questions that the recording answers. */
    public List<NextQuery> queries() {
        return NextQuery.of(run);
    }
}
