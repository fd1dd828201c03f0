package dev.gridlock.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two connections that lock two rows in opposite order: one of them becomes the victim. */
final class Deadlock {

    private Deadlock() {}

    /** Makes the table that they lock in. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE road (id integer PRIMARY KEY, load bigint NOT NULL);
                    INSERT INTO road SELECT n, 0 FROM generate_series(1, 100) n;
                    """);
        }
    }

    /** Provokes exactly one, by the two connections, which stay open. */
    static void provoke(Connection eastbound, Connection westbound) throws Exception {
        CyclicBarrier bothHold = new CyclicBarrier(2);
        List<String> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> both = List.of(
                    threads.submit(() -> drive(eastbound, 1, 2, bothHold)),
                    threads.submit(() -> drive(westbound, 2, 1, bothHold)));
            for (Future<?> one : both) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause() instanceof SQLException sql ? sql.getSQLState() : String.valueOf(e));
                }
            }
        }
        assertThat(failures).containsExactly("40P01");
    }

    private static boolean drive(Connection connection, int first, int second, CyclicBarrier bothHold)
            throws Exception {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE road SET load = load + 1 WHERE id = " + first);
            bothHold.await();
            statement.execute("UPDATE road SET load = load + 1 WHERE id = " + second);
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
