package dev.gridlock.report.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;

/** A picture as a PNG that stands alone, for a slide or a chat: with its title, on white, two pixels a point. */
public final class PngDrawing {

    private static final int SCALE = 2;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;

    private PngDrawing() {}

    /** Writes {@code <id>.png}; nothing where there is nothing to draw. */
    public static void write(Picture picture, Path folder) throws IOException {
        JFreeChart chart = picture.chart();
        if (chart == null) {
            return;
        }
        int width = Math.max(WIDTH, picture.width());
        int height = Math.max(HEIGHT, picture.height());
        BufferedImage image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(SCALE, SCALE);
        chart.setTitle(title(picture.title()));
        try {
            chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        } finally {
            // In the page the title is a heading.
            chart.setTitle((TextTitle) null);
            graphics.dispose();
        }
        ImageIO.write(image, "png", folder.resolve(picture.id() + ".png").toFile());
    }

    private static TextTitle title(String text) {
        TextTitle title = new TextTitle(text, new Font(Font.SANS_SERIF, Font.BOLD, 15));
        title.setPaint(Palette.INK.color());
        title.setPadding(new RectangleInsets(6, 8, 8, 8));
        return title;
    }
}
