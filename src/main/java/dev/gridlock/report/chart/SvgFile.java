package dev.gridlock.report.chart;

import dev.gridlock.report.WholeFile;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/**
 * A picture as an SVG that stands alone, for a slide or a print: the page's own drawing with its title above, on white, in
 * plain colours (programs that are no browser know no CSS variables).
 */
public final class SvgFile {

    private static final Pattern VARIABLE = Pattern.compile("var\\(--chart-\\w+,(rgb\\([\\d,]+\\))\\)");
    private static final Pattern VIEW_BOX = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final int LINE = 20;
    private static final int MARGIN = 12;

    private SvgFile() {}

    /** Writes {@code <id>.svg}; nothing where there is nothing to draw. */
    public static void write(Picture picture, Path folder) throws IOException {
        if (picture.chart() != null) {
            WholeFile.write(folder.resolve(picture.id() + ".svg"), render(picture));
        }
    }

    static String render(Picture picture) {
        String drawing = VARIABLE.matcher(SvgDrawing.render(picture)).replaceAll("$1");
        Matcher box = VIEW_BOX.matcher(drawing);
        if (!box.find()) {
            throw new IllegalStateException("the drawing of " + picture.id() + " has no viewBox");
        }
        int width = Integer.parseInt(box.group(1));
        int drawn = Integer.parseInt(box.group(2));
        List<String> title = lines(picture.title(), width - 2 * MARGIN);
        int head = MARGIN + title.size() * LINE;
        int height = head + drawn;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\""
                        + " height=\"%d\" viewBox=\"0 0 %d %d\">%n",
                width,
                height,
                width,
                height));
        svg.append("<title>").append(xml(picture.title())).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        int baseline = MARGIN + TITLE.getSize() - 1;
        for (String line : title) {
            svg.append("<text x=\"").append(MARGIN).append("\" y=\"").append(baseline);
            svg.append("\" font-family=\"sans-serif\" font-weight=\"bold\" font-size=\"15\" fill=\"rgb(38,43,51)\">");
            svg.append(xml(line)).append("</text>\n");
            baseline += LINE;
        }
        String placed = String.format(Locale.ROOT, "<svg y=\"%d\" width=\"%d\" height=\"%d\" ", head, width, drawn);
        return svg.append(drawing.replaceFirst("<svg ", placed))
                .append("\n</svg>\n")
                .toString();
    }

    private static List<String> lines(String text, int width) {
        FontRenderContext context = new FontRenderContext(null, true, true);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty()
                    && TITLE.getStringBounds(line + " " + word, context).getWidth() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String xml(String text) {
        return StringEscapeUtils.escapeXml10(text);
    }
}
