package dev.gridlock.audit;

import dev.gridlock.workload.fleet.FleetTables;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns that nobody may change while a target runs, of every table of the workload, and the queries that digest them
 * in the server. They are what the catalogue has, less what an operation writes: a column that is added later is among them.
 */
final class FixedColumns {

    /** What the operations of a target write; how, the audit knows. */
    private static final Map<String, Set<String>> WRITTEN = Map.of(
            "road_segments", Set.of("assigned_load"),
            "trucks", Set.of("route", "version", "assigned_at", "assignment_id"));

    /** A table without a primary key has the whole row for one. */
    private static final String CATALOGUE = """
        SELECT c.relname, a.attname, a.attnum = ANY (k.indkey::int2[]) AS in_key
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_index k ON k.indrelid = c.oid AND k.indisprimary
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY (?)
        ORDER BY c.relname, a.attnum
        """;

    private record Column(String name, boolean inKey) {}

    private final Map<String, List<Column>> tables;

    private FixedColumns(Map<String, List<Column>> tables) {
        this.tables = tables;
    }

    /** Reads the catalogue as the connection's transaction sees it. */
    static FixedColumns of(Connection postgres) throws SQLException {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        Array names = postgres.createArrayOf("text", FleetTables.names().toArray());
        try (PreparedStatement query = postgres.prepareStatement(CATALOGUE)) {
            query.setArray(1, names);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                            .add(new Column(rows.getString(2), rows.getBoolean(3)));
                }
            }
        }
        return new FixedColumns(tables);
    }

    /**
     * A {@code SELECT} of one row a column: {@code table_name, column_name, rows, digest}. The digest is the sum of a 64-bit hash
     * of each row's key and value, as text: whatever the order of the rows, and two that changed cannot cancel out.
     */
    String columnDigests() {
        List<String> selects = new ArrayList<>();
        for (String table : tables.keySet()) {
            List<String> sums = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Column column : fixed(table)) {
                String sum = "d" + sums.size();
                sums.add("sum(hashtextextended(%s || coalesce('=' || %s::text, ''), 0)::numeric) AS %s"
                        .formatted(key(table), identifier(column.name()), sum));
                names.add("(%s, %s)".formatted(literal(column.name()), sum));
            }
            selects.add("""
                SELECT %s AS table_name, v.column_name, t.rows, coalesce(v.digest, 0)::text AS digest
                FROM (SELECT count(*) AS rows, %s FROM public.%s) t,
                    LATERAL (VALUES %s) v (column_name, digest)
                """.formatted(
                            literal(table), String.join(", ", sums), identifier(table), String.join(", ", names)));
        }
        return String.join("UNION ALL\n", selects);
    }

    /** A {@code SELECT} of one row a row of these tables: {@code table_name, row_key, digest}, a 64-bit hash of the columns. */
    String rowDigests(Set<String> wanted) {
        List<String> selects = new ArrayList<>();
        selects.add("SELECT NULL::text AS table_name, NULL::text AS row_key, NULL::bigint AS digest WHERE false\n");
        for (String table : tables.keySet()) {
            if (wanted.contains(table)) {
                selects.add("SELECT %s, %s, hashtextextended(ROW(%s)::text, 0) FROM public.%s\n"
                        .formatted(literal(table), key(table), identifiers(fixed(table)), identifier(table)));
            }
        }
        return String.join("UNION ALL ", selects);
    }

    /** The tables that are there. */
    Set<String> tables() {
        return tables.keySet();
    }

    private List<Column> fixed(String table) {
        Set<String> written = WRITTEN.getOrDefault(table, Set.of());
        return columns(table).stream()
                .filter(column -> !written.contains(column.name()))
                .toList();
    }

    private String key(String table) {
        List<Column> key = columns(table).stream().filter(Column::inKey).toList();
        return "concat_ws(',', " + identifiers(key.isEmpty() ? columns(table) : key) + ")";
    }

    private List<Column> columns(String table) {
        return tables.getOrDefault(table, List.of());
    }

    private static String identifiers(List<Column> columns) {
        return columns.stream().map(column -> identifier(column.name())).collect(Collectors.joining(", "));
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
