package dev.gridlock.report.chart;

import org.jfree.chart.JFreeChart;
import org.jspecify.annotations.Nullable;

/**
 * A picture and what it says.
 *
 * @param group the kind of picture, e.g. {@code pool}; a section of the page shows a group
 * @param id name of its file, e.g. {@code pool-naive}
 * @param title the finding
 * @param alt what is to be seen, for who can't
 * @param chart null: there is nothing to draw
 * @param note why there is nothing to draw, or how to read it
 * @param width of the drawing, points
 * @param height of the drawing, points
 */
public record Picture(
        String group,
        String id,
        String title,
        String alt,
        @Nullable JFreeChart chart,
        String note,
        int width,
        int height) {

    static Picture of(String group, String id, String title, String alt, JFreeChart chart) {
        return new Picture(group, id, title, alt, chart, "", SvgDrawing.WIDTH, SvgDrawing.HEIGHT);
    }

    /** One that takes the page's whole width. */
    static Picture wide(String group, String id, String title, String alt, JFreeChart chart) {
        return new Picture(group, id, title, alt, chart, "", 1080, 860);
    }

    static Picture absent(String group, String id, String title, String why) {
        return new Picture(group, id, title, why, null, why, SvgDrawing.WIDTH, SvgDrawing.HEIGHT);
    }

    Picture without(String why) {
        return new Picture(group, id, title, alt, null, chart == null ? note : why, width, height);
    }
}
