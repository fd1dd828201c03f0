package dev.gridlock.witness;

import dev.gridlock.process.MachineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log of a running PostgreSQL 15 or later, as its extension {@code pg_walinspect} shows it. Only reads; makes no slot,
 * so it holds nothing back, and what the server has recycled is gone.
 */
public final class WalLog {

    private static final int OLDEST = 150_000;

    private static final String SERVER = """
            SELECT
                current_setting('server_version_num')::int,
                current_setting('server_version'),
                (SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pg_walinspect'),
                pg_is_in_recovery(),
                (SELECT oid FROM pg_database WHERE datname = ?),
                current_database()
            """;

    /** Position as text; on a standby it is what has been replayed. */
    private static final String PRIMARY = "SELECT pg_current_wal_flush_lsn()::text";

    private static final String STANDBY = "SELECT pg_last_wal_replay_lsn()::text";

    /**
     * Records that lock rows, make their versions, or end transactions; and where the last record of any kind ends, from where the
     * next look goes on: the flushed log may end in the middle of one.
     */
    private static final String RECORDS = """
            WITH records AS MATERIALIZED (
                SELECT start_lsn, end_lsn, xid::text::bigint AS xid, resource_manager, record_type, description, block_ref
                FROM %s.pg_get_wal_records_info(?::pg_lsn, ?::pg_lsn)
            )
            SELECT xid, resource_manager, record_type, description, coalesce(block_ref, ''), NULL
            FROM records
            WHERE resource_manager IN ('Transaction', 'MultiXact')
               OR (resource_manager IN ('Heap', 'Heap2') AND block_ref LIKE ?
                   AND record_type IN ('LOCK', 'LOCK_UPDATED', 'DELETE', 'UPDATE', 'UPDATE+INIT', 'HOT_UPDATE', 'INSERT',
                       'INSERT+INIT', 'MULTI_INSERT', 'MULTI_INSERT+INIT'))
            UNION ALL
            SELECT 0, '', '', '', '', (SELECT max(end_lsn)::text FROM records)
            """;

    private final Connection connection;
    private final String schema;
    private final String position;
    private final long database;
    private final String name;

    private WalLog(Connection connection, String schema, String position, long database, String name) {
        this.connection = connection;
        this.schema = schema;
        this.position = position;
        this.database = database;
        this.name = name;
    }

    /**
     * Looks whether the log can be read at all.
     *
     * @param connection of its own, to any database that has the extension; it is made read-only
     * @param database the one whose rows are asked for
     * @throws MachineException saying what is missing and what to do
     */
    public static WalLog of(Connection connection, String database) throws MachineException, SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(true);
        try (PreparedStatement query = connection.prepareStatement(SERVER)) {
            query.setString(1, database);
            ResultSet row = query.executeQuery();
            row.next();
            if (row.getInt(1) < OLDEST) {
                throw new MachineException("PostgreSQL " + row.getString(2)
                        + " cannot show its log: pg_walinspect came with PostgreSQL 15");
            }
            String schema = row.getString(3);
            if (schema == null) {
                throw new MachineException("the extension pg_walinspect is not in the database " + row.getString(6)
                        + "\n  as a superuser, in that database: CREATE EXTENSION pg_walinspect");
            }
            WalLog log =
                    new WalLog(connection, schema, row.getBoolean(4) ? STANDBY : PRIMARY, row.getLong(5), database);
            log.requireRight();
            return log;
        }
    }

    private void requireRight() throws MachineException, SQLException {
        String sql =
                "SELECT has_function_privilege('%s.pg_get_wal_records_info(pg_lsn, pg_lsn)', 'execute'), current_user"
                        .formatted(schema);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            if (!row.getBoolean(1)) {
                throw new MachineException("the user " + row.getString(2) + " may not read the log"
                        + "\n  as a superuser: GRANT pg_read_server_files TO " + row.getString(2));
            }
        }
    }

    /** Oid of the database whose rows are asked for. */
    public long database() {
        return database;
    }

    /** Its name. */
    public String databaseName() {
        return name;
    }

    /** Up to where the log can be read. */
    public String end() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(position)) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Reads what was written since a position.
     *
     * @param from a position that {@link #end} or this gave
     * @return from where to go on
     * @throws MachineException when the server has recycled that part of the log: then nothing is known of it
     */
    public String read(String from, Consumer<WalRecord> into) throws MachineException, SQLException {
        String to = end();
        if (to.equals(from)) {
            return from;
        }
        String last = null;
        try (PreparedStatement query = connection.prepareStatement(RECORDS.formatted(schema))) {
            query.setString(1, from);
            query.setString(2, to);
            query.setString(3, "%/" + database + "/%");
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String manager = rows.getString(2);
                    if (manager.isEmpty()) {
                        last = rows.getString(6);
                    } else {
                        into.accept(new WalRecord(
                                rows.getLong(1), manager, rows.getString(3), rows.getString(4), rows.getString(5)));
                    }
                }
            }
        } catch (SQLException e) {
            if (isWithinOnePage(from, to)) {
                return from; // no record has ended there yet
            }
            throw new MachineException(
                    "the log from " + from + " to " + to + " cannot be read: " + e.getMessage()
                            + "\n  has the server recycled it already? It was written faster than it was read; raise"
                            + " wal_keep_size, or watch for a shorter time",
                    e);
        }
        return nextAfter(from, last);
    }

    private boolean isWithinOnePage(String from, String to) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT ?::pg_lsn - ?::pg_lsn < 8192")) {
            query.setString(1, to);
            query.setString(2, from);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static String nextAfter(String from, @Nullable String last) {
        return last == null ? from : last;
    }
}
