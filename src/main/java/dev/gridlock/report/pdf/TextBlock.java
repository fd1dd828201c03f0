package dev.gridlock.report.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Text broken into lines that fit a box: made smaller where it does not, and cut with an ellipsis where it still does not.
 *
 * @param size of the letters, points
 */
record TextBlock(List<String> lines, Typeface face, float size) {

    private static final float LEADING = 1.28f;

    /** Height of a line, points. */
    float leading() {
        return size * LEADING;
    }

    float height() {
        return lines.size() * leading();
    }

    /**
     * @param most size of the letters, points, where all of it fits
     * @param least the smallest size before something is cut
     */
    static TextBlock fitted(String text, Typeface face, float most, float least, float width, int maxLines) {
        String printable = face.printable(text);
        for (float size = most; size > least; size -= 0.5f) {
            List<String> lines = wrapped(printable, face, size, width);
            if (lines.size() <= maxLines) {
                return new TextBlock(lines, face, size);
            }
        }
        List<String> lines = wrapped(printable, face, least, width);
        if (lines.size() > maxLines) {
            String last = lines.get(maxLines - 1);
            lines = new ArrayList<>(lines.subList(0, maxLines));
            lines.set(maxLines - 1, cut(last, face, least, width));
        }
        return new TextBlock(lines, face, least);
    }

    private static String cut(String text, Typeface face, float size, float width) {
        String kept = text;
        while (!kept.isEmpty() && face.width(kept + "…", size) > width) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + "…";
    }

    private static List<String> wrapped(String text, Typeface face, float size, float width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +", -1)) {
            String rest = word;
            if (!line.isEmpty() && face.width(line + " " + rest, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (face.width(rest, size) > width) {
                int end = head(rest, face, size, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** How much of a word that is too long fits; at least one character. */
    private static int head(String word, Typeface face, float size, float width) {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (face.width(word.substring(0, next), size) > width) {
                break;
            }
            end = next;
        }
        return end;
    }
}
