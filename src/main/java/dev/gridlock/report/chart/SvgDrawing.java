package dev.gridlock.report.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A picture as SVG to stand inside a page: text stays text, colours follow the page's CSS variables. */
public final class SvgDrawing {

    static final int WIDTH = 500;
    static final int HEIGHT = 320;

    private SvgDrawing() {}

    /** The {@code <svg>} element, or an empty string where there is nothing to draw. */
    public static String render(Picture picture) {
        JFreeChart chart = picture.chart();
        if (chart == null) {
            return "";
        }
        // Else axis labels would be drawn as shapes.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(" ");
        // Several pictures stand in one page, and ids must differ within it.
        context.setIDGenerator(new PrefixedIds(picture.id() + "-"));
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, picture.width(), picture.height()));
        Element svg = graphics.getRoot();
        svg.setAttribute("viewBox", "0 0 " + picture.width() + " " + picture.height());
        svg.setAttribute("role", "img");
        svg.setAttribute("aria-label", picture.alt());
        svg.removeAttribute("width");
        svg.removeAttribute("height");
        StringWriter out = new StringWriter();
        try {
            graphics.stream(svg, out, true, false);
        } catch (SVGGraphics2DIOException e) {
            throw new IllegalStateException("writing SVG to memory failed", e);
        }
        return themed(out.toString());
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException | DOMException e) {
            throw new IllegalStateException("the JDK's own XML parser is missing", e);
        }
    }

    private static String themed(String svg) {
        // An id of Batik's that nothing refers to, the same in each picture.
        String themed = svg.substring(Math.max(0, svg.indexOf("<svg"))).replace(" id=\"genericDefs\"", "");
        for (Palette colour : Palette.values()) {
            Color c = colour.color();
            String rgb = "rgb(" + c.getRed() + "," + c.getGreen() + "," + c.getBlue() + ")";
            themed = themed.replace(rgb, "var(" + colour.variable() + "," + rgb + ")");
        }
        return themed;
    }

    private static final class PrefixedIds extends SVGIDGenerator {
        private final String prefix;

        PrefixedIds(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String generateID(String kind) {
            return super.generateID(prefix + kind);
        }
    }
}
