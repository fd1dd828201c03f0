package dev.gridlock.report.chart;

import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * The colours of pictures: Okabe and Ito's palette (2008), which people with colour-blindness can tell apart. In the page
 * each is a CSS variable of that name, so that a picture follows the page into the dark.
 */
enum Palette {
    /** Text. */
    INK(new Color(38, 43, 51)),
    /** Axes and lines that are there for comparison. */
    QUIET(new Color(106, 115, 128)),
    GRID(new Color(221, 225, 231)),
    /** The outage. */
    VERMILLION(new Color(213, 94, 0)),
    /** The correction. */
    BLUE(new Color(0, 114, 178)),
    GREEN(new Color(0, 158, 115)),
    PURPLE(new Color(204, 121, 167)),
    ORANGE(new Color(230, 159, 0)),
    SKY(new Color(86, 180, 233));

    private final Color color;

    Palette(Color color) {
        this.color = color;
    }

    Color color() {
        return color;
    }

    /** Its CSS variable, e.g. {@code --chart-ink}. */
    String variable() {
        return "--chart-" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A target's colour, the same in every picture: naive vermillion, bounded blue, others by their order. */
    static Color of(RunFigures run, TargetFigures target) {
        List<Palette> free = new ArrayList<>(List.of(GREEN, PURPLE, ORANGE, SKY));
        boolean naive = false;
        boolean bounded = false;
        int others = 0;
        for (TargetFigures each : run.targets()) {
            Palette colour;
            if (each.kind().equals("naive") && !naive) {
                naive = true;
                colour = VERMILLION;
            } else if (each.kind().equals("bounded") && !bounded) {
                bounded = true;
                colour = BLUE;
            } else {
                colour = free.get(others++ % free.size());
            }
            if (each.equals(target)) {
                return colour.color();
            }
        }
        throw new IllegalArgumentException(target.name() + " is no target of this run");
    }
}
