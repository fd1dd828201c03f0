package dev.gridlock.report.pdf;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.openpdf.text.pdf.BaseFont;

/**
 * A font that is in the build and goes into the file: Liberation Sans, for Latin, Greek and Cyrillic. The fonts of a PDF
 * reader itself have no Polish ł and no Greek.
 *
 * @param pdf for text
 * @param file the font itself
 */
record Typeface(BaseFont pdf, byte[] file) {

    /** Kinds of characters that are nothing by themselves; one that turns the text round must not turn the page's. */
    private static final Set<Byte> JOINING =
            Set.of(Character.FORMAT, Character.SURROGATE, Character.NON_SPACING_MARK, Character.MODIFIER_SYMBOL);

    static Typeface regular() throws IOException {
        return read("LiberationSans-Regular.ttf");
    }

    static Typeface bold() throws IOException {
        return read("LiberationSans-Bold.ttf");
    }

    private static Typeface read(String name) throws IOException {
        try (InputStream in = BaseFont.class.getResourceAsStream("/liberation/" + name)) {
            if (in == null) {
                throw new IOException("the font " + name + " is missing in the build");
            }
            byte[] file = in.readAllBytes();
            BaseFont font = BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, file, null);
            return new Typeface(font, file);
        }
    }

    /** For a picture, at 1 point. */
    Font awt() throws IOException {
        try {
            return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(file));
        } catch (FontFormatException e) {
            throw new IOException("the font in the build is broken", e);
        }
    }

    float width(String text, float size) {
        return pdf.getWidthPoint(text, size);
    }

    /**
     * The text in one line, with what this font cannot draw said in words: {@code [delivery truck]} for its emoji. Marks
     * that only join or colour other characters are left out.
     */
    String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (Character.isISOControl(point) || Character.isWhitespace(point)) {
                out.append(' ');
            } else if (JOINING.contains((byte) type)) {
                return;
            } else if (pdf.charExists(point)) {
                out.appendCodePoint(point);
            } else {
                String name = Character.getName(point);
                out.append('[')
                        .append(name == null ? "?" : name.toLowerCase(Locale.ROOT))
                        .append(']');
            }
        });
        return out.toString().strip();
    }
}
