package dev.gridlock.witness;

import dev.gridlock.process.MachineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every committed change of some tables from a moment on, by logical decoding of the write-ahead log. The replication slot is a
 * temporary one: it lives as long as its session, so that no end of a harness, however sudden, leaves one that holds back the log.
 *
 * <p>Changes are decoded when they are read, and not before; until then the server only keeps its log.
 */
public final class ChangeLog implements AutoCloseable {

    /** Of the slot and of the publication; a session has one. */
    private static final String NAME = "gridlock_witness";

    private static final int FETCHED_AT_ONCE = 1_000;

    private static final String KEYS = """
            SELECT
                CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END,
                (
                    SELECT array_agg(a.attname ORDER BY k.n)
                    FROM pg_index AS i
                    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, n)
                    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE i.indrelid = c.oid AND i.indisprimary
                )
            FROM pg_publication_rel AS p
            JOIN pg_publication AS publication ON publication.oid = p.prpubid
            JOIN pg_class AS c ON c.oid = p.prrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE publication.pubname = ?
            """;

    private final Connection connection;
    private final String slot;

    private ChangeLog(Connection connection, String slot) {
        this.connection = connection;
        this.slot = slot;
    }

    /**
     * Begins to keep the log.
     *
     * @param connection of its own, of a role that owns the tables and may replicate; closed with this
     * @param tables qualified names, which are taken as they stand
     * @throws MachineException saying what is missing and what to do
     */
    public static ChangeLog begin(Connection connection, List<String> tables) throws MachineException, SQLException {
        try {
            connection.setAutoCommit(true);
            requireLogical(connection);
            int session;
            try (Statement statement = connection.createStatement()) {
                for (String table : tables) {
                    statement.execute("ALTER TABLE " + table + " REPLICA IDENTITY FULL");
                }
                statement.execute("DROP PUBLICATION IF EXISTS " + NAME);
                statement.execute("CREATE PUBLICATION " + NAME + " FOR TABLE " + String.join(", ", tables));
                try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                    row.next();
                    session = row.getInt(1);
                }
            }
            String slot = NAME + "_" + session;
            // A slot is begun when all transactions that are open now have ended.
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(30);
                statement.execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput', true)");
            }
            return new ChangeLog(connection, slot);
        } catch (SQLException | MachineException e) {
            connection.close();
            throw e;
        }
    }

    private static void requireLogical(Connection connection) throws MachineException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW wal_level")) {
            row.next();
            if (!row.getString(1).equals("logical")) {
                throw new MachineException("wal_level is " + row.getString(1)
                        + ", and only with logical does the log tell what was changed; set it and restart the server");
            }
        }
    }

    /**
     * Reads what was committed since the beginning, or since the last reading.
     *
     * @throws MachineException when the server no longer has that part of the log
     */
    public void read(Consumer<Change> into) throws MachineException, SQLException {
        try {
            String end = flushed();
            connection.setAutoCommit(false); // else all of it would be fetched at once
            read(end, into);
            connection.commit();
        } catch (SQLException e) {
            throw new MachineException(
                    "the changes cannot be read from the log: " + e.getMessage()
                            + "\n  was it longer than max_slot_wal_keep_size?",
                    e);
        }
    }

    /**
     * The log's end, with all of it on disk. Where the server has written a page of it and not yet the rest of that page's last record,
     * a reader waits for the rest; on a server that is quiet by now that takes until its next checkpoint or snapshot, some 15 s.
     */
    private String flushed() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = local");
            statement.execute("SELECT pg_logical_emit_message(true, '" + NAME + "', 'end')");
            try (ResultSet row = statement.executeQuery("SELECT pg_current_wal_flush_lsn()::text")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private void read(String end, Consumer<Change> into) throws MachineException, SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT lsn::text, data FROM pg_logical_slot_get_binary_changes(?, ?::pg_lsn, NULL, 'proto_version', '1',"
                        + " 'publication_names', ?)")) {
            PgOutput messages = new PgOutput(keys(), into);
            query.setFetchSize(FETCHED_AT_ONCE);
            query.setString(1, slot);
            query.setString(2, end);
            query.setString(3, NAME);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    messages.message(rows.getString(1), rows.getBytes(2));
                }
            }
        }
    }

    private Map<String, List<String>> keys() throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(KEYS)) {
            query.setString(1, NAME);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    java.sql.Array columns = rows.getArray(2);
                    keys.put(rows.getString(1), columns == null ? List.of() : List.of((String[]) columns.getArray()));
                }
            }
        }
        return keys;
    }

    /** Lets go of the log. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP PUBLICATION IF EXISTS " + NAME);
            }
        }
    }
}
