package dev.gridlock.report.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Whether this JVM can draw text. The JDK's Linux builds bring FreeType but neither fontconfig nor a font: without them
 * AWT throws a plain {@code Error}: "Fontconfig head is null" or "No physical fonts found" (JDK 25, tried on a file
 * system without the one and the other).
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
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return Optional.of("Not drawn: Java found no fonts on the machine that wrote this report (" + e.getMessage()
                    + "). Install fontconfig and one font, for example the packages fontconfig and fonts-dejavu-core,"
                    + " and draw the report again with ./gridlock report.");
        } finally {
            graphics.dispose();
        }
    }
}
