package dev.gridlock.scenario;

import java.util.Optional;

/**
 * The text of one gate and where its parts stand in the file. A query may be written as {@code - sql: SELECT …}, which YAML
 * reads as a key and its value; it is the same gate as the text {@code sql: SELECT …}.
 *
 * @param keyAt where the key stands; where the text does when there is none
 * @param key the text before the value, empty or e.g. {@code "sql: "}
 */
record GateText(Position keyAt, String key, Yaml.Scalar value) {

    private static final String QUERY = "(advisory +)?sql";

    /** Empty when the item is no gate. */
    static Optional<GateText> of(Yaml item) {
        return switch (item) {
            case Yaml.Scalar scalar ->
                scalar.isEmpty() ? Optional.empty() : Optional.of(new GateText(scalar.at(), "", scalar));
            case Yaml.Mapping mapping -> ofEntry(mapping);
            case Yaml.Sequence _ -> Optional.empty();
        };
    }

    private static Optional<GateText> ofEntry(Yaml.Mapping mapping) {
        if (mapping.entries().size() != 1) {
            return Optional.empty();
        }
        Yaml.Entry entry = mapping.entries().getFirst();
        return entry.key().matches(QUERY) && entry.value() instanceof Yaml.Scalar value
                ? Optional.of(new GateText(entry.at(), entry.key() + ": ", value))
                : Optional.empty();
    }

    String text() {
        return key + value.text();
    }

    Position at() {
        return keyAt;
    }

    /** Position of a part of the text. */
    Position at(int offset) {
        return offset < key.length() ? keyAt.right(offset) : value.at(offset - key.length());
    }
}
