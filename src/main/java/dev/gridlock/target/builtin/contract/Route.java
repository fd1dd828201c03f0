package dev.gridlock.target.builtin.contract;

import java.util.Arrays;

/** Segment ids in driving order. A class around {@code int[]}: a bulk call holds hundreds of thousands of ids. */
public final class Route {

    private final int[] segments;

    private Route(int[] segments) {
        this.segments = segments;
    }

    public static Route of(int... segments) {
        return new Route(segments.clone());
    }

    /**
     * The route in PostgreSQL's text form of {@code integer[]}, e.g. <code>{7,3,12}</code>.
     *
     * @throws NumberFormatException when it holds anything but integers
     */
    public static Route parse(String array) {
        int end = array.length() - 1;
        int count = end <= 1 ? 0 : 1;
        for (int i = 1; i < end; i++) {
            count += array.charAt(i) == ',' ? 1 : 0;
        }
        int[] segments = new int[count];
        int from = 1;
        for (int n = 0; n < count; n++) {
            int comma = array.indexOf(',', from);
            int to = comma < 0 ? end : comma;
            segments[n] = Integer.parseInt(array, from, to, 10);
            from = to + 1;
        }
        return new Route(segments);
    }

    public int length() {
        return segments.length;
    }

    /** Id of a segment, by its position from 0. */
    public int segment(int position) {
        return segments[position];
    }

    /** The ids, as an array of the caller's own. */
    public int[] toArray() {
        return segments.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Route route && Arrays.equals(segments, route.segments);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(segments);
    }

    /** PostgreSQL's text form of {@code integer[]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(segments.length * 4 + 2).append('{');
        for (int i = 0; i < segments.length; i++) {
            text.append(i == 0 ? "" : ",").append(segments[i]);
        }
        return text.append('}').toString();
    }
}
