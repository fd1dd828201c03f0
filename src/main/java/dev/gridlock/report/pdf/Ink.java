package dev.gridlock.report.pdf;

import java.awt.Color;

/** The colours of the page; text in each has a contrast of at least 4.5 on white, in grey print too. */
enum Ink {
    TEXT(new Color(38, 43, 51)),
    QUIET(new Color(88, 96, 108)),
    RULE(new Color(205, 210, 218)),
    TINT(new Color(244, 246, 249)),
    /** Okabe and Ito's blue, darker. */
    GOOD(new Color(0, 94, 150)),
    /** Okabe and Ito's vermillion, darker. */
    BAD(new Color(176, 64, 0)),
    DOUBT(new Color(122, 88, 0));

    private final Color color;

    Ink(Color color) {
        this.color = color;
    }

    Color color() {
        return color;
    }
}
