package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values that are words: names, free text, one of a few choices. */
final class Words {

    private static final int LONGEST_TEXT = 1_000;

    private Words() {}

    static Quantity<String> name(String example) {
        return matching(
                "a name of a-z, 0-9 and - (at most 60, beginning with a letter or digit)",
                "[a-z0-9][a-z0-9-]{0,59}",
                example);
    }

    static Quantity<String> matching(String form, String pattern, String example) {
        Pattern compiled = Pattern.compile(pattern);
        return new Quantity<>(
                form,
                example,
                text -> {
                    if (!compiled.matcher(text).matches()) {
                        throw new Malformed("is not a valid name");
                    }
                    return text;
                },
                Words::quoted);
    }

    /** A sentence or two. */
    static Quantity<String> text(String example) {
        return new Quantity<>(
                "text of at most " + Amount.grouped(LONGEST_TEXT) + " characters",
                example,
                text -> {
                    if (text.length() > LONGEST_TEXT) {
                        throw new Malformed("is too long");
                    }
                    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
                        throw new Malformed("holds a control character");
                    }
                    return text;
                },
                Words::quoted);
    }

    /** One of an enum's constants, in lower case. */
    static <E extends Enum<E>> Quantity<E> choice(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(Words::word).toList();
        return new Quantity<>(
                "one of " + String.join(", ", words),
                words.getFirst(),
                text -> {
                    int index = words.indexOf(text);
                    if (index < 0) {
                        throw new Malformed("is not " + listed(words));
                    }
                    return constants.get(index);
                },
                Words::word);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@code a, b or c}. */
    static String listed(List<String> words) {
        List<String> head = new ArrayList<>(words);
        String last = head.removeLast();
        return head.isEmpty() ? last : String.join(", ", head) + " or " + last;
    }

    /** A YAML double-quoted scalar on one line. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    boolean printable = !Character.isISOControl(codePoint)
                            && Character.getType(codePoint) != Character.SURROGATE
                            && Character.getType(codePoint) != Character.LINE_SEPARATOR
                            && Character.getType(codePoint) != Character.PARAGRAPH_SEPARATOR
                            && codePoint != 0xFEFF
                            && (codePoint & 0xFFFE) != 0xFFFE;
                    if (printable) {
                        out.appendCodePoint(codePoint);
                    } else {
                        out.append(String.format(codePoint > 0xFFFF ? "\\U%08x" : "\\u%04x", codePoint));
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
