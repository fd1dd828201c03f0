package dev.gridlock.report.terminal;

import dev.gridlock.report.figures.Visible;
import java.util.ArrayList;
import java.util.List;

/** Text in the columns of a terminal, where an emoji or a Chinese character takes two. */
final class Columns {

    private Columns() {}

    /** On one line, with control characters shown: a message from outside must not move the cursor or change colours. */
    static String plain(String text) {
        return Visible.onOneLine(text);
    }

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /** At most so many columns, with an ellipsis where something was cut. */
    static String cut(String text, int columns) {
        return width(text) <= columns ? text : head(text, columns - 1) + "…";
    }

    /** Lines of at most so many columns, broken at spaces, or within a word that is wider; at least one line. */
    static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            String rest = word;
            while (width(rest) > columns) {
                String head = head(rest, columns);
                lines.add(head);
                rest = rest.substring(head.length());
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String head(String text, int columns) {
        StringBuilder head = new StringBuilder();
        int width = 0;
        for (int point : text.codePoints().toArray()) {
            width += width(point);
            if (width > columns) {
                break;
            }
            head.appendCodePoint(point);
        }
        return head.toString();
    }

    /** An approximation of Unicode's East Asian Width (UAX 11): the wide blocks and the emoji. */
    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
