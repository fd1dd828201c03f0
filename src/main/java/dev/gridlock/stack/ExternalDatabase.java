package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.StackFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The database of a stack that is there already, or is just coming up, for a service that stays. */
public final class ExternalDatabase {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private ExternalDatabase() {}

    /** Fills a database that has no fleet yet. */
    public interface Filling {
        void fill(Connection observer) throws SQLException;
    }

    /**
     * Waits until the database answers and lets the application in, made and filled by whoever comes first: several
     * services start at once, and a run may be under way.
     *
     * @return what the service connects to: through both proxies and PgBouncer
     * @throws MachineException when it does not by the deadline, with the reason; or it is not ours
     */
    public static DatabaseAddress await(StackFile file, String password, Duration deadline, Filling filling)
            throws MachineException, InterruptedException {
        ExternalParts parts = new ExternalParts(file, password);
        long end = System.nanoTime() + deadline.toNanos();
        awaitAnswer(
                "PostgreSQL at " + file.postgres(),
                end,
                () -> ObserverConnection.to(parts.superuser()).close());
        Preparation preparation = prepare(parts, filling);
        while (!preparation.isDone()) {
            if (System.nanoTime() > end) {
                throw new MachineException("another run or service has had the lock of the stack at " + file.postgres()
                        + " for " + deadline.toSeconds() + " s, and " + preparation.lacks());
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            preparation = prepare(parts, filling);
        }
        DatabaseAddress application = parts.application();
        awaitAnswer(
                "PgBouncer through its proxy",
                end,
                () -> ObserverConnection.to(application).close());
        return application;
    }

    /**
     * How far it is.
     *
     * @param lacks what is not there yet; empty when all is
     */
    private record Preparation(String lacks) {

        boolean isDone() {
            return lacks.isEmpty();
        }
    }

    private static Preparation prepare(ExternalParts parts, Filling filling) throws MachineException {
        try {
            Optional<RunLock> taken = RunLock.tryTakeToLoad(parts.superuser());
            if (taken.isEmpty()) {
                return lookBesideAnother(parts);
            }
            try (RunLock _ = taken.get()) {
                DatabaseSetup setup = DatabaseSetup.look(parts.superuser(), parts.password());
                Database database = setup.make();
                if (!setup.found().hasFleet()) {
                    try (Connection observer = PinnedConnection.to(database.observer())) {
                        filling.fill(observer);
                    }
                }
                return new Preparation("");
            }
        } catch (SQLException e) {
            throw new MachineException("the database at " + parts.superuser() + " could not be prepared: " + e, e);
        }
    }

    /**
     * Looks while another has the lock and may be making it: what is half made looks like a stranger's, so that is said only when it
     * stays.
     */
    private static Preparation lookBesideAnother(ExternalParts parts) throws SQLException {
        try {
            boolean hasFleet = DatabaseSetup.look(parts.superuser(), parts.password())
                    .found()
                    .hasFleet();
            return new Preparation(hasFleet ? "" : "has made no fleet in it");
        } catch (MachineException e) {
            return new Preparation(String.valueOf(e.getMessage()));
        }
    }

    /** What fails until a part answers. */
    interface Answer {
        void ask() throws SQLException;
    }

    /**
     * Asks until it is answered.
     *
     * @param end of {@link System#nanoTime()}
     * @throws MachineException when it is not by then, or a login is refused, which no waiting helps
     */
    static void awaitAnswer(String part, long end, Answer answer) throws MachineException, InterruptedException {
        while (true) {
            try {
                answer.ask();
                return;
            } catch (SQLException e) {
                if (ExternalParts.isRefused(e) || System.nanoTime() > end) {
                    throw new MachineException(
                            part + " does not let anybody in: " + e.getMessage()
                                    + "\n  docker compose ps shows whether it is there; its password is the one that the"
                                    + " stack was made with",
                            e);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }
}
