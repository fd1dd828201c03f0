package dev.gridlock.report.junit;

import dev.gridlock.report.figures.Visible;

/** Characters that XML 1.0 can't hold, not even escaped: a server's message may carry some. */
final class XmlText {

    private XmlText() {}

    /** The text with its control characters shown, and what is left of the illegal ones replaced by U+FFFD. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        Visible.of(text)
                .codePoints()
                .map(point -> isLegal(point) ? point : 0xFFFD)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
