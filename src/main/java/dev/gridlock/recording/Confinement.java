package dev.gridlock.recording;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The bounds of a scenario's own SQL, which may come from somebody else's repository: it reads the recording, and nothing
 * else of the machine or the network.
 */
public final class Confinement {

    private static final String LOCKED = "SELECT current_setting('lock_configuration')";

    private Confinement() {}

    /**
     * Takes away files, the network, extensions and settings, for every connection of the same database from now on, and
     * bounds its memory. There is no way back: what reads files comes before.
     */
    public static void of(Connection duckdb) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            try (ResultSet row = statement.executeQuery(LOCKED)) {
                if (row.next() && row.getBoolean(1)) {
                    return;
                }
            }
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            statement.execute("SET memory_limit = '1GiB'");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
        }
    }
}
