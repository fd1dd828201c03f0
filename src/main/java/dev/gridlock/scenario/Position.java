package dev.gridlock.scenario;

import java.util.Comparator;

/**
 * Where something was written.
 *
 * @param source name of the file, or the whole {@code --set path=value}
 * @param line from 1; 0 for a setting or a whole file
 * @param column from 1, in code points; 0 for a setting or a whole file
 */
record Position(String source, int line, int column) implements Comparable<Position> {

    /** Mistakes of the file first, in its order; those of settings after them. */
    private static final Comparator<Position> ORDER = Comparator.comparing((Position at) -> at.line == 0)
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    static Position ofSetting(Setting setting) {
        return new Position("--set " + setting, 0, 0);
    }

    /** A file as a whole: it cannot be read, so nothing in it has a line. */
    static Position ofWhole(String file) {
        return new Position(file, 0, 0);
    }

    /** The same place, some code points to the right on the same line. */
    Position right(int columns) {
        return line == 0 ? this : new Position(source, line, column + columns);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}, or {@code --set path=value}. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
