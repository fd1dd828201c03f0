package dev.gridlock.scenario;

import java.util.function.Function;

/**
 * How the value of a key is written: its form with unit and bounds, read and written back.
 *
 * @param form continues "write …": {@code a count from 1 to 8}
 * @param example a valid text
 * @param writing gives a text that reads as the same value
 * @param isList whether a file has a list there, and not one value
 */
record Quantity<T>(String form, String example, Reading<T> reading, Function<T, String> writing, boolean isList) {

    Quantity(String form, String example, Reading<T> reading, Function<T, String> writing) {
        this(form, example, reading, writing, false);
    }

    /** Text to value. */
    @FunctionalInterface
    interface Reading<T> {
        T read(String text) throws Malformed;
    }

    T read(String text) throws Malformed {
        return reading.read(text);
    }

    String write(T value) {
        return writing.apply(value);
    }

    /** What stands in for a value that could not be read, so that the rest of the file is checked too. */
    T sample() {
        try {
            return read(example);
        } catch (Malformed e) {
            throw new IllegalStateException("the example " + example + " of " + form + " " + e.what(), e);
        }
    }

    String advice() {
        return form + ", e.g. " + example;
    }

    /** The same, or a word that stands for a value of its own, e.g. {@code end}. */
    Quantity<T> orWord(String word, T meaning) {
        return new Quantity<>(
                word + ", or " + form,
                example,
                text -> text.equals(word) ? meaning : read(text),
                value -> value.equals(meaning) ? word : write(value));
    }

    /** The same text for another type. */
    <U> Quantity<U> as(Function<T, U> to, Function<U, T> from) {
        return new Quantity<>(form, example, text -> to.apply(read(text)), value -> write(from.apply(value)));
    }
}
