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

    /** What a gate is made of. {@code OTHER} is a sign that has no meaning. */
    enum Kind {
        WORD,
        NUMBER,
        COMPARISON,
        TIMES,
        OTHER,
        END
    }

    /** A word may begin with a digit where a target's name does: {@code 2nd.completion}; {@code 1.5s} is a number all the same. */
    private static final Pattern TOKEN = Pattern.compile("(?<WORD>[A-Za-z_][A-Za-z0-9_.-]*"
            + "|[0-9][a-z0-9-]*\\.[A-Za-z_][A-Za-z0-9_.-]*)"
            + "|(?<NUMBER>[0-9][0-9_.]*)|(?<COMPARISON>[=!<>]+)|(?<TIMES>\\*)|(?<OTHER>[^\\sA-Za-z0-9_=!<>*]+)");

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
        for (Kind kind : Kind.values()) {
            if (kind != Kind.END && matcher.group(kind.name()) != null) {
                return kind;
            }
        }
        throw new IllegalStateException("a token of no kind: " + matcher.group());
    }

    boolean is(String word) {
        return kind != Kind.END && text.equals(word);
    }

    /** The rest of this token from its n-th character on, for a mistake in a part of it. */
    GateToken from(int n) {
        return new GateToken(kind, text.substring(n), offset + n);
    }

    String found() {
        return kind == Kind.END ? "the end of the gate" : Found.text(text);
    }
}
