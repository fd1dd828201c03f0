package dev.gridlock.report.markdown;

import dev.gridlock.report.figures.Visible;

/** Text of a run inside Markdown: it must neither format, link, mention nor break a table. */
final class MarkdownText {

    private static final String SPECIAL = "\\`*_{}[]<>#|~@";

    private MarkdownText() {}

    /** As running text or a table's cell, in one line. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        Visible.onOneLine(text).codePoints().forEach(point -> {
            if (point == '<') {
                out.append("&lt;");
            } else if (point == '>') {
                out.append("&gt;");
            } else if (point == '@') {
                out.append("&#64;");
            } else {
                if (SPECIAL.indexOf(point) >= 0 && !insideWord(point, out)) {
                    out.append('\\');
                }
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    /** As code, in a table's cell. */
    static String code(String text) {
        return "`" + Visible.onOneLine(text).replace('`', '\'').replace("|", "\\|") + "`";
    }

    /** {@code lost_updates} reads better than {@code lost\_updates}, and an underscore within a word formats nothing. */
    private static boolean insideWord(int point, StringBuilder before) {
        return point == '_' && !before.isEmpty() && Character.isLetterOrDigit(before.charAt(before.length() - 1));
    }
}
