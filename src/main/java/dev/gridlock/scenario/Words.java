package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values that are words: names, free text, one of a few choices. */
final class Words {

    private static final int LONGEST_TEXT = 1_000;

    /** Stands between the items of a YAML list where they are read as one text; no text of a file has it. */
    static final String LIST_SEPARATOR = "\u001f";

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

    /** A list of words on one line, {@code [a, b]}; {@link MappingReader} joins the items of a YAML list to it. */
    static Quantity<List<String>> list(String form, String example) {
        return new Quantity<>(
                form,
                example,
                text -> {
                    List<String> words = new ArrayList<>();
                    for (String word : text.split(LIST_SEPARATOR, -1)) {
                        if (word.isEmpty() || word.chars().anyMatch(Character::isISOControl)) {
                            throw new Malformed("has an empty word, or one with a control character");
                        }
                        words.add(word);
                    }
                    return List.copyOf(words);
                },
                words -> words.stream().map(Words::quoted).collect(Collectors.joining(", ", "[", "]")),
                true);
    }

    /**
     * A list of {@code NAME=value}, each name once.
     *
     * @param given names that are set already
     */
    static Quantity<SequencedMap<String, String>> variables(Set<String> given, String example) {
        return pairs("NAME=value", "[A-Za-z_][A-Za-z0-9_]*", example, (name, _) -> {
            if (given.contains(name)) {
                throw new Malformed("sets " + name + ", which Gridlock gives");
            }
        });
    }

    /** Names of metrics, {@code what=name}, each of one of these things. */
    static Quantity<SequencedMap<String, String>> named(Set<String> things, String example) {
        String known = things.stream().sorted().collect(Collectors.joining(", "));
        return pairs("what=metric", "[a-z]+", example, (thing, name) -> {
            if (!things.contains(thing)) {
                throw new Malformed("names " + thing + ", expected one of " + known);
            }
            if (!name.matches("[A-Za-z_:][A-Za-z0-9_:]*")) {
                throw new Malformed("has a name that no metric can have: " + name);
            }
        });
    }

    /** What must be so of a pair. */
    private interface Pair {

        /** @throws Malformed with what is wrong */
        void require(String name, String value) throws Malformed;
    }

    private static Quantity<SequencedMap<String, String>> pairs(
            String form, String namePattern, String example, Pair pair) {
        Quantity<List<String>> words = list("a list, [" + form + ", …]", example);
        return new Quantity<>(
                words.form(),
                example,
                text -> {
                    SequencedMap<String, String> pairs = new LinkedHashMap<>();
                    for (String word : words.read(text)) {
                        int equals = word.indexOf('=');
                        String name = word.substring(0, Math.max(equals, 0));
                        if (!name.matches(namePattern)) {
                            throw new Malformed("has a word that is not " + form + ": " + word);
                        }
                        pair.require(name, word.substring(equals + 1));
                        if (pairs.putIfAbsent(name, word.substring(equals + 1)) != null) {
                            throw new Malformed("sets " + name + " twice");
                        }
                    }
                    return pairs;
                },
                pairs -> words.write(pairs.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList()),
                true);
    }

    /** A container image with its tag or digest: one without is another image next week. */
    static Quantity<String> image(String example) {
        return matching(
                "an image's name with its tag or digest",
                "[a-z0-9][a-z0-9._/-]*(:[0-9]+/[a-z0-9._/-]+)?(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})",
                example);
    }

    /** One of an enum's constants, in lower case. */
    static <E extends Enum<E>> Quantity<E> choice(Class<E> type) {
        return choice(type, Words::word);
    }

    /** One of an enum's constants, by a word of its own. */
    static <E extends Enum<E>> Quantity<E> choice(Class<E> type, Function<E, String> word) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(word).toList();
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
                word);
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
