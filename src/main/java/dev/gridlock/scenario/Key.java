package dev.gridlock.scenario;

import java.util.Optional;

/**
 * One key of a block: declared once, used to read, to write and to document it.
 *
 * @param fallback the outage's value; empty where the key must be written
 * @param meaning for the reference, one sentence
 */
record Key<T>(String name, Quantity<T> quantity, Optional<T> fallback, String meaning) {

    static <T> Key<T> required(String name, Quantity<T> quantity, String meaning) {
        return new Key<>(name, quantity, Optional.empty(), meaning);
    }

    static <T> Key<T> optional(String name, Quantity<T> quantity, T fallback, String meaning) {
        return new Key<>(name, quantity, Optional.of(fallback), meaning);
    }

    /** Default as it would be written in a file; empty where the key must be written. */
    Optional<String> writtenDefault() {
        return fallback.map(quantity::write);
    }
}
