package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One token of a gate.
 *
 * @param offset where it begins in the gate's text, in chars from 0
 */
record GateToken(Kind kind, String text, int offset) {

    /** What a gate is made of. {@code OTHER} is a sign that has no meaning (yet). */
    enum Kind {
        WORD,
        NUMBER,
        COMPARISON,
        OTHER,
        END
    }

    private static final Pattern TOKEN = Pattern.compile(
            "(?<word>[A-Za-z_][A-Za-z0-9_.]*)|(?<number>[0-9][0-9_.]*)|(?<comparison>[=!<>]+)|(?<other>[^\\sA-Za-z0-9_=!<>]+)");

    /** All tokens, {@code END} last. */
    static List<GateToken> of(String gate) {
        List<GateToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(gate);
        while (matcher.find()) {
            tokens.add(new GateToken(kind(matcher), matcher.group(), matcher.start()));
        }
        tokens.add(new GateToken(Kind.END, "", gate.length()));
        return tokens;
    }

    private static Kind kind(Matcher matcher) {
        if (matcher.group("word") != null) {
            return Kind.WORD;
        }
        if (matcher.group("number") != null) {
            return Kind.NUMBER;
        }
        return matcher.group("comparison") != null ? Kind.COMPARISON : Kind.OTHER;
    }

    String found() {
        return kind == Kind.END ? "the end of the gate" : Found.text(text);
    }
}
