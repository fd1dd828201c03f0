package dev.gridlock.workload.fleet;

import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PinnedConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How fast the stack is just now, by work that no build of a service has a part in: the same short transactions each time,
 * one after the other, each of which reads a truck's candidate route, writes a segment without changing it, and commits.
 * Times of two sessions are compared in parts of this (docs/compare.md).
 *
 * <p>Median times, not totals: they mean the same when the work is cut short, and one stall of a shared disk is no slow
 * machine. Takes row locks on {@code road_segments}, one at a time; leaves every value as it was.
 */
public final class Calibration {

    private static final int TRANSACTIONS = 100;

    /** First ones that do not count: the server's backend and the driver are cold. */
    private static final int WARM_UP = 20;

    /** What is done by then counts; it is a tenth to a third of that as a rule, for both ways together. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Of fewer a median says nothing. */
    private static final int FEWEST = 20;

    /** For one answer of the database. */
    private static final int MOST_WAITED_MS = 10_000;

    private static final String READ = "SELECT segments FROM public.candidate_routes WHERE truck_id = ? AND n = 1";

    private static final String WRITE = "UPDATE public.road_segments SET assigned_load = assigned_load WHERE id = ?";

    private Calibration() {}

    /**
     * Does the work directly and then through pool and proxies, and adds up the median times of a transaction.
     *
     * @param fleet that is loaded, and that nobody works on meanwhile
     * @param direct to PostgreSQL
     * @param pooled what a service connects to
     * @return milliseconds, above 0; empty when it went too slowly for a figure
     * @throws SQLException when the database refuses, or does not answer
     */
    public static OptionalDouble measure(Fleet fleet, DatabaseAddress direct, DatabaseAddress pooled)
            throws SQLException {
        OptionalDouble directly;
        try (Connection postgres = PinnedConnection.to(direct)) {
            directly = median(fleet, postgres);
        }
        try (Connection postgres = DriverManager.getConnection(pooled.jdbcUrl(), pooled.user(), pooled.password())) {
            OptionalDouble throughPool = median(fleet, postgres);
            return directly.isPresent() && throughPool.isPresent()
                    ? OptionalDouble.of((directly.getAsDouble() + throughPool.getAsDouble()) / 1e6)
                    : OptionalDouble.empty();
        }
    }

    /** Nanoseconds. */
    private static OptionalDouble median(Fleet fleet, Connection postgres) throws SQLException {
        long[] took = new long[TRANSACTIONS];
        int done = 0;
        postgres.setNetworkTimeout(Runnable::run, MOST_WAITED_MS);
        postgres.setAutoCommit(false);
        try (PreparedStatement read = postgres.prepareStatement(READ);
                PreparedStatement write = postgres.prepareStatement(WRITE)) {
            long end = System.nanoTime() + LONGEST.toNanos();
            for (int n = -WARM_UP; n < TRANSACTIONS && System.nanoTime() < end; n++) {
                long began = System.nanoTime();
                transaction(fleet, n + WARM_UP, postgres, read, write);
                if (n >= 0) {
                    took[done++] = System.nanoTime() - began;
                }
            }
        }
        if (done < FEWEST) {
            return OptionalDouble.empty();
        }
        long[] sorted = Arrays.copyOf(took, done);
        Arrays.sort(sorted);
        return OptionalDouble.of(sorted[done / 2]);
    }

    /** Trucks and segments in the order of their ids, from the first again after the last. */
    private static void transaction(
            Fleet fleet, int n, Connection postgres, PreparedStatement read, PreparedStatement write)
            throws SQLException {
        read.setInt(1, fleet.trucks().get(n % fleet.trucks().size()).id());
        read.executeQuery().close();
        write.setInt(1, fleet.segments().get(n % fleet.segments().size()).id());
        write.executeUpdate();
        postgres.commit();
    }
}
