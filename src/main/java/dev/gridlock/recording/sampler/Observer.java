package dev.gridlock.recording.sampler;

import dev.gridlock.process.MachineException;
import dev.gridlock.stack.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Connections of the recorder: directly to PostgreSQL and to PgBouncer's console, past every toxic. */
public final class Observer {

    // pgjdbc warns of the console's version, "1.18.0/bouncer", at each connection. The reference keeps the level set.
    private static final Logger DRIVER = Logger.getLogger("org.postgresql.jdbc.PgConnection");

    static {
        DRIVER.setLevel(Level.SEVERE);
    }

    private Observer() {}

    /**
     * Connects to PostgreSQL. Statistics are read as they are now, not as they were at the first look in a transaction.
     *
     * @throws MachineException when it cannot be reached
     */
    public static Connection toPostgres(DatabaseAddress address) throws MachineException {
        Properties settings = settings(address);
        settings.setProperty("ApplicationName", DatabaseAddress.OBSERVER_NAME);
        settings.setProperty("options", "-c search_path=public -c stats_fetch_consistency=none -c jit=off");
        return connect("PostgreSQL", address, settings);
    }

    /** Connects to PgBouncer's console; how is said in {@link DatabaseAddress#jdbcUrl()}. */
    static Connection toPgBouncer(DatabaseAddress address) throws MachineException {
        return connect("PgBouncer's console", address, settings(address));
    }

    private static Properties settings(DatabaseAddress address) {
        Properties settings = new Properties();
        settings.setProperty("user", address.user());
        settings.setProperty("password", address.password());
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", "30");
        return settings;
    }

    private static Connection connect(String part, DatabaseAddress address, Properties settings)
            throws MachineException {
        try {
            return DriverManager.getConnection(address.jdbcUrl(), settings);
        } catch (SQLException e) {
            throw new MachineException(
                    "the recorder could not connect to " + part + " as " + address + ": " + e.getMessage()
                            + "\n  look at its log in the run's logs folder; does max_connections leave room for observers?",
                    e);
        }
    }
}
