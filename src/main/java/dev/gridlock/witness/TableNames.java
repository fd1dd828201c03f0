package dev.gridlock.witness;

import dev.gridlock.process.MachineException;
import dev.gridlock.witness.LockedTransaction.Lock;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the catalogue calls the tables and rows of the log. Takes no lock but that of a reader. */
public final class TableNames {

    /** Tables of users; what the system locks in its own catalogues and in TOAST is in no order of a service's. */
    private static final String TABLES = """
            SELECT
                pg_relation_filenode(c.oid),
                c.oid::regclass::text,
                (
                    SELECT string_agg(format('%I', a.attname), ', ' ORDER BY k.n)
                    FROM pg_index AS i
                    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, n)
                    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE i.indrelid = c.oid AND i.indisprimary
                ),
                (SELECT i.indnkeyatts FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary)
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            """;

    private record Table(String name, String key, int columns) {

        /** As the log of changes has it. */
        String keyAsText() {
            return (columns == 1 ? key : "ROW(" + key + ")") + "::text";
        }
    }

    private static final int FETCHED_AT_ONCE = 10_000;

    private final Connection connection;
    private final Map<Long, Table> tables = new HashMap<>();

    private TableNames(Connection connection) {
        this.connection = connection;
    }

    /** As the catalogue is now; a table that was rewritten meanwhile has another file. */
    public static TableNames of(Connection connection) throws SQLException {
        TableNames names = new TableNames(connection);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                String key = rows.getString(3);
                names.tables.put(rows.getLong(1), new Table(rows.getString(2), key == null ? "" : key, rows.getInt(4)));
            }
        }
        return names;
    }

    /** Whether it is a table of users. */
    public boolean has(long relation) {
        return tables.containsKey(relation);
    }

    /** Its name, qualified where it must be. */
    public String table(long relation) {
        Table table = tables.get(relation);
        return table == null ? "file " + relation : table.name();
    }

    /** The tables of users, by file. */
    public Set<Long> relations() {
        return Set.copyOf(tables.keySet());
    }

    /** A row that is there now: where, as {@code ctid} has it, and the value of its primary key; of several columns {@code (a,b)}. */
    public interface Keyed {
        void row(String place, String key);
    }

    /** Tells every row of a table; none where it has no primary key. */
    public void rows(long relation, Keyed into) throws SQLException {
        Table table = tables.get(relation);
        if (table == null || table.key().isEmpty()) {
            return;
        }
        connection.setAutoCommit(false); // else all of it would be fetched at once
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows =
                    statement.executeQuery("SELECT ctid::text, " + table.keyAsText() + " FROM " + table.name())) {
                while (rows.next()) {
                    into.row(rows.getString(1), rows.getString(2));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** What is asked in one snapshot of the database. */
    interface InSnapshot<T> {

        /** Asks on the connection of the names, or elsewhere. */
        T ask() throws MachineException, SQLException;
    }

    /** Asks with one snapshot, taken before, so that every row it sees stays where it is. Must be short: it holds back vacuum. */
    <T> T inOneSnapshot(InSnapshot<T> question) throws MachineException, SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (Statement first = connection.createStatement()) {
            first.execute("SELECT 1"); // takes the snapshot
            return question.ask();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    /**
     * A row by its primary key.
     *
     * @param places where a version of it may be that the snapshot sees, each as {@code ctid} has it; a later one counts before an
     *     earlier, whose place may be another row's by now
     * @return empty where none of them is seen, or there is no primary key
     */
    public Optional<NamedRow> row(Lock lock, Collection<String> places) throws SQLException {
        Table table = tables.get(lock.row().relation());
        if (table == null || table.key().isEmpty()) {
            return Optional.empty();
        }
        String sql = "SELECT ROW(" + table.key() + ")::text FROM " + table.name()
                + " WHERE ctid = ANY (?::tid[]) ORDER BY array_position(?::tid[], ctid) DESC LIMIT 1";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Array array = connection.createArrayOf("text", places.toArray());
            query.setArray(1, array);
            query.setArray(2, array);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new NamedRow(table.name(), table.key(), row.getString(1)))
                        : Optional.empty();
            }
        }
    }
}
