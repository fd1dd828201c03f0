package dev.gridlock.scenario;

import java.util.List;
import java.util.Optional;

/** A YAML document as a tree that knows where each part was written. Scalars are plain text: YAML's own types are not used. */
sealed interface Yaml {

    Position at();

    /** Whether nothing stands there ({@code key:} alone). */
    default boolean isEmpty() {
        return false;
    }

    /**
     * One value.
     *
     * @param quote columns before the text itself: 0 plain, 1 in quotes, -1 when written otherwise (several lines, escapes)
     */
    record Scalar(Position at, String text, int quote) implements Yaml {
        @Override
        public boolean isEmpty() {
            return text.isEmpty() && quote == 0;
        }

        /** Position of a part of the text; of the whole value where that cannot be known. */
        Position at(int offset) {
            return quote < 0 ? at : at.right(quote + text.codePointCount(0, offset));
        }
    }

    record Sequence(Position at, List<Yaml> items) implements Yaml {}

    record Mapping(Position at, List<Entry> entries) implements Yaml {
        Optional<Yaml> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    record Entry(Position at, String key, Yaml value) {}
}
