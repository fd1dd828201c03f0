package dev.gridlock.scenario;

import java.util.Locale;

/** What was found, as messages quote it: short, on one line. */
final class Found {

    private static final int LONGEST = 60;

    private Found() {}

    static String node(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar.isEmpty() ? "nothing" : text(scalar.text());
            case Yaml.Sequence _ -> "a list";
            case Yaml.Mapping _ -> "a block";
        };
    }

    static String text(String text) {
        return "\"" + plain(text) + "\"";
    }

    /** The same without the quotes. */
    static String plain(String text) {
        StringBuilder quoted = new StringBuilder();
        int[] shown = text.codePoints().limit(LONGEST).toArray();
        for (int codePoint : shown) {
            if (Character.isISOControl(codePoint)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
            } else {
                quoted.appendCodePoint(codePoint);
            }
        }
        return quoted.append(text.codePointCount(0, text.length()) > shown.length ? "…" : "")
                .toString();
    }
}
