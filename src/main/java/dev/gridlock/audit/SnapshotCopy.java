package dev.gridlock.audit;

import dev.gridlock.audit.SnapshotSource.Clocks;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One snapshot, from PostgreSQL into the recording. Of columns that nobody may change the first holds a digest a column and a
 * digest a row; the last holds those of the rows only where a column's digest is another than before.
 */
final class SnapshotCopy {

    private static final String CHANGED_TABLES = """
        SELECT DISTINCT coalesce(b.table_name, a.table_name)
        FROM (SELECT * FROM initial_columns WHERE target = getvariable('target')) b
        FULL JOIN (SELECT * FROM final_columns WHERE target = getvariable('target')) a
            ON a.table_name = b.table_name AND a.column_name = b.column_name
        WHERE a.digest IS DISTINCT FROM b.digest OR a.rows IS DISTINCT FROM b.rows
        """;

    private final SnapshotSource source;
    private final Connection duckdb;
    private final String target;
    private final Rows.Moment moment;
    private final Path folder;

    /**
     * @param folder that takes the files between the two databases
     */
    SnapshotCopy(SnapshotSource source, Connection duckdb, String target, Rows.Moment moment, Path folder) {
        this.source = source;
        this.duckdb = duckdb;
        this.target = target;
        this.moment = moment;
        this.folder = folder;
    }

    void make() throws MachineException, SQLException, IOException {
        boolean autoCommit = duckdb.getAutoCommit();
        duckdb.setAutoCommit(false);
        try {
            SqlFile.setTarget(duckdb, target);
            new SqlFile("snapshot-tables").run(duckdb);
            clocks(source.clocks());
            written();
            fixed(source.fixedColumns());
            duckdb.commit();
        } catch (MachineException | SQLException | IOException e) {
            duckdb.rollback();
            throw e;
        } finally {
            duckdb.setAutoCommit(autoCommit);
        }
    }

    private void clocks(Clocks clocks) throws SQLException {
        String name = moment.name().toLowerCase(Locale.ROOT);
        execute("DELETE FROM snapshots WHERE target = getvariable('target') AND moment = '" + name + "'");
        try (PreparedStatement insert =
                duckdb.prepareStatement("INSERT INTO snapshots VALUES (getvariable('target'), ?, ?, ?, ?)")) {
            insert.setString(1, name);
            insert.setLong(2, clocks.beforeNanos());
            insert.setLong(3, clocks.afterNanos());
            insert.setLong(4, clocks.serverMicros());
            insert.executeUpdate();
        }
    }

    private void written() throws MachineException, SQLException, IOException {
        Path segments = folder.resolve("segments.csv");
        source.segments(segments);
        Path trucks = folder.resolve("trucks.csv");
        source.trucks(trucks);
        load("segments", "segment_id, assigned_load", "segment_id: 'INTEGER', assigned_load: 'BIGINT'", segments);
        load(
                "trucks",
                "truck_id, version, route::INTEGER[], assignment_id, assigned_us",
                "truck_id: 'INTEGER', version: 'INTEGER', route: 'VARCHAR', assignment_id: 'VARCHAR', assigned_us: 'BIGINT'",
                trucks);
    }

    private void fixed(FixedColumns fixed) throws MachineException, SQLException, IOException {
        Path columns = folder.resolve("columns.csv");
        source.copy(fixed.columnDigests(), columns);
        load(
                "columns",
                "table_name, column_name, rows, digest",
                "table_name: 'VARCHAR', column_name: 'VARCHAR', rows: 'BIGINT', digest: 'VARCHAR'",
                columns);
        if (moment == Rows.Moment.INITIAL) {
            Path candidates = folder.resolve("candidates.csv");
            source.candidates(candidates);
            load(
                    "candidates",
                    "truck_id, n, segments::INTEGER[]",
                    "truck_id: 'INTEGER', n: 'INTEGER', segments: 'VARCHAR'",
                    candidates);
            rows(fixed, fixed.tables());
        } else {
            rows(fixed, changedTables());
        }
    }

    private void rows(FixedColumns fixed, Set<String> tables) throws MachineException, SQLException, IOException {
        Path rows = folder.resolve("rows.csv");
        source.copy(fixed.rowDigests(tables), rows);
        load(
                "rows",
                "table_name, row_key, digest",
                "table_name: 'VARCHAR', row_key: 'VARCHAR', digest: 'BIGINT'",
                rows);
    }

    private Set<String> changedTables() throws SQLException {
        Set<String> changed = new HashSet<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(CHANGED_TABLES)) {
            while (rows.next()) {
                changed.add(rows.getString(1));
            }
        }
        return changed;
    }

    /** Replaces what the table of this moment holds of the target. */
    private void load(String table, String select, String columns, Path file) throws SQLException {
        String name = moment.name().toLowerCase(Locale.ROOT) + "_" + table;
        execute("DELETE FROM " + name + " WHERE target = getvariable('target')");
        execute("""
            INSERT INTO %s
            SELECT getvariable('target'), %s
            FROM read_csv('%s', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
                nullstr = '', allow_quoted_nulls = false, columns = {%s})
            """.formatted(name, select, file.toString().replace("'", "''"), columns));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
