package dev.gridlock.report.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Whether this JVM can draw text. The JDK's Linux builds bring FreeType but neither fontconfig nor a font: without them
 * AWT fails with "Fontconfig head is null" (JDK 25, tried on a file system without both).
 */
final class Fonts {

    private Fonts() {}

    /** What is missing and what to install; empty when text can be drawn. */
    static Optional<String> problem() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
        try {
            graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 13)).stringWidth("0");
            return Optional.empty();
        } catch (RuntimeException | LinkageError | InternalError e) {
            return Optional.of("Not drawn: Java found no fonts on the machine that wrote this report (" + e.getMessage()
                    + "). Install fontconfig and one font, for example the packages fontconfig and fonts-dejavu-core,"
                    + " and draw the report again with ./gridlock report.");
        } finally {
            graphics.dispose();
        }
    }
}
