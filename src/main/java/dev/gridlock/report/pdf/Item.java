package dev.gridlock.report.pdf;

import java.io.IOException;

/** Something that stands on the page: how high it is, before anything is drawn, and how it is drawn. */
interface Item {

    /** Points. */
    float height();

    void draw(Sheet sheet, float x, float top) throws IOException;
}
