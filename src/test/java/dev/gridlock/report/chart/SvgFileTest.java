package dev.gridlock.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.report.MadeRun;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class SvgFileTest {

    @Test
    void everyPictureIsWellFormedAloneAndNeedsNoStyleOfAPage() {
        try (MadeRun run = MadeRun.plausible()) {
            assertThat(run.pictures())
                    .filteredOn(picture -> picture.chart() != null)
                    .allSatisfy(picture -> {
                        String svg = SvgFile.render(picture);
                        assertThat(parsed(svg).getTagName()).isEqualTo("svg");
                        assertThat(svg).doesNotContain("var(").contains("rgb(", "fill=\"white\"");
                    });
        }
    }

    @Test
    void theFindingStandsAboveTheDrawingAndIsItsName() {
        try (MadeRun run = MadeRun.plausible()) {
            Picture picture = titled(run, "a < b & \"c\" ".repeat(30).strip());
            Element svg = parsed(SvgFile.render(picture));

            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo(picture.title());
            Element drawing = (Element) svg.getElementsByTagName("svg").item(0);
            int head = Integer.parseInt(drawing.getAttribute("y"));
            assertThat(head).as("room for all lines of the title").isGreaterThan(50);
            assertThat(Integer.parseInt(svg.getAttribute("height")))
                    .isEqualTo(head + Integer.parseInt(drawing.getAttribute("height")));
            String lines = "";
            for (Element text = (Element) svg.getElementsByTagName("text").item(0);
                    !text.getParentNode().equals(drawing)
                            && text.getAttribute("font-weight").equals("bold");
                    text = next(text)) {
                assertThat(Integer.parseInt(text.getAttribute("y"))).isLessThan(head);
                lines += text.getTextContent() + " ";
            }
            assertThat(lines.strip()).isEqualTo(picture.title());
        }
    }

    @Test
    void whereThereIsNothingToDrawThereIsNoFile(@TempDir Path folder) throws IOException {
        SvgFile.write(Picture.absent("pool", "pool", "nothing", "nothing was recorded"), folder);
        assertThat(Files.list(folder)).isEmpty();
    }

    private static Picture titled(MadeRun run, String title) {
        Picture made = run.pictures().getFirst();
        return new Picture(
                made.group(), made.id(), title, made.alt(), made.chart(), made.note(), made.width(), made.height());
    }

    private static Element next(Element text) {
        org.w3c.dom.Node node = text.getNextSibling();
        while (!(node instanceof Element)) {
            node = node.getNextSibling();
        }
        return (Element) node;
    }

    private static Element parsed(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(svg.substring(0, Math.min(400, svg.length())), e);
        }
    }
}
