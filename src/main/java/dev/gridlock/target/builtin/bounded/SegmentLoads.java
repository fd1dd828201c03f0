package dev.gridlock.target.builtin.bounded;

import java.util.Arrays;

/** The loads of the locked segments, and what the batch adds to them. Ids are small, so arrays by id. */
final class SegmentLoads {

    private final int[] ids;
    private final long[] loads;
    private final long[] added;

    /**
     * @param ids of the locked segments, ascending
     * @param initial their loads, by the position of the id
     */
    SegmentLoads(int[] ids, long[] initial) {
        this.ids = ids.clone();
        int size = ids.length == 0 ? 1 : ids[ids.length - 1] + 1;
        this.loads = new long[size];
        this.added = new long[size];
        for (int i = 0; i < ids.length; i++) {
            loads[ids[i]] = initial[i];
        }
    }

    /** Load of a segment, with what the batch has added so far. */
    long load(int segment) {
        return loads[segment];
    }

    /** One more truck on a segment. */
    void add(int segment) {
        loads[segment]++;
        added[segment]++;
    }

    /** Ids of the segments that the batch adds to, ascending. */
    int[] changed() {
        return Arrays.stream(ids).filter(id -> added[id] > 0).toArray();
    }

    /** What the batch adds to each of {@link #changed()}. */
    long[] increments() {
        return Arrays.stream(changed()).mapToLong(id -> added[id]).toArray();
    }
}
