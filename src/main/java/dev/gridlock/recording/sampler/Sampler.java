package dev.gridlock.recording.sampler;

import java.io.IOException;
import java.sql.SQLException;

/** One look at one part of the stack; used by one thread only. */
interface Sampler extends AutoCloseable {

    /** As in events, e.g. {@code postgres}. */
    String name();

    /**
     * Takes one sample.
     *
     * @param atNs when it is taken, nanoseconds since the run began
     * @throws SQLException when the part does not answer any more
     * @throws IOException when the system's files cannot be read
     */
    void sample(long atNs) throws SQLException, IOException;

    /** The rehearsal is over: what is not taken at every sample is due with the next. */
    default void begin() {}

    /** Ends its connection, also while another thread is in {@link #sample}. */
    @Override
    void close();
}
