package dev.gridlock.report.figures;

import java.util.Locale;

/**
 * Text from outside as every reader may be shown it: what a query found, a server said or a caller sent may hold characters
 * that move a terminal's cursor, end a line of a CI system's log, or turn the order of what stands beside them.
 */
public final class Visible {

    private Visible() {}

    /** The text with control characters, other than line feed and tab, and those that change its direction as {@code \}{@code u001b}. */
    public static String of(String text) {
        String lines = text.replace("\r\n", "\n");
        if (lines.codePoints().noneMatch(Visible::isHidden)) {
            return lines;
        }
        StringBuilder visible = new StringBuilder(lines.length() + 16);
        lines.codePoints().forEach(point -> {
            if (isHidden(point)) {
                visible.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                visible.appendCodePoint(point);
            }
        });
        return visible.toString();
    }

    /** The same on one line: line feeds and tabs are spaces. */
    public static String onOneLine(String text) {
        return of(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** Controls by ISO, Unicode's own line ends, and what UAX 9 has for explicit directions. */
    private static boolean isHidden(int point) {
        return (Character.isISOControl(point) && point != '\n' && point != '\t')
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
