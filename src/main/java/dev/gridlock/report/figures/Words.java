package dev.gridlock.report.figures;

import java.util.List;

/** Grammar that depends on figures. */
public final class Words {

    private Words() {}

    /** {@code 1 truck}, {@code 50,000 trucks}, {@code no truck}. */
    public static String counted(double count, String noun) {
        if (count == 0) {
            return "no " + noun;
        }
        return Quantity.COUNT.format(count) + " " + (count == 1 ? noun : noun + "s");
    }

    /** The same text, with numbers that stay on the line of their units. */
    public static String unbroken(String text) {
        return text.replaceAll("(?<=\\d) (?=(ms|s|min|h|B|kB|MB|GB|TB)\\b)", "\u00a0");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }
}
