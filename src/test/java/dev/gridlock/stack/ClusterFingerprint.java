package dev.gridlock.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that a refusal may not change of a stack, one hash each: roles with passwords, memberships, settings, databases; of each
 * database every definition, comment and row; Toxiproxy's proxies with their toxics; PgBouncer's settings.
 */
final class ClusterFingerprint {

    /** What a server changes by itself: ages, sizes, statistics. */
    private static final List<String> UNSTEADY = List.of(
            "datfrozenxid",
            "datminmxid",
            "relpages",
            "reltuples",
            "relallvisible",
            "relallfrozen",
            "relfrozenxid",
            "relminmxid");

    private static final String SHARED = """
            SELECT c.relname
            FROM pg_class AS c
            WHERE c.relisshared AND c.relkind = 'r'
            """;

    /** Catalogs, but for statistics, and users' tables. */
    private static final String OF_DATABASE = """
            SELECT c.oid::regclass::text
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND NOT c.relisshared
              AND (n.nspname = 'pg_catalog' OR c.oid >= 16384)
              AND c.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data')
            """;

    private ClusterFingerprint() {}

    static SequencedMap<String, String> of(StandingStack standing)
            throws SQLException, IOException, InterruptedException {
        TreeMap<String, String> hashes = new TreeMap<>();
        List<String> databases = new ArrayList<>();
        try (Connection connection = StackContract.connect(standing.superuser())) {
            hash(connection, "", SHARED, hashes);
            for (String database :
                    list(connection, "SELECT datname FROM pg_database WHERE datallowconn AND datname <> 'template0'")) {
                databases.add(database);
            }
        }
        for (String database : databases) {
            try (Connection connection =
                    StackContract.connect(standing.superuser().in(database))) {
                hash(connection, database + ".", OF_DATABASE, hashes);
            }
        }
        hashes.put("toxiproxy", proxies(standing));
        try (Connection console = StackContract.connect(standing.console())) {
            for (String show : List.of("SHOW CONFIG", "SHOW USERS")) {
                hashes.put(show, String.join("\n", list(console, show)));
            }
        }
        return hashes;
    }

    private static void hash(Connection connection, String prefix, String tables, Map<String, String> into)
            throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String table : list(connection, tables)) {
            if (!all.isEmpty()) {
                all.append(" UNION ALL ");
            }
            all.append("SELECT '").append(table.replace("'", "''"));
            // A sum of hashes needs no order; only these two have what a server changes by itself.
            boolean steady = !Set.of("pg_class", "pg_database").contains(table);
            all.append("', sum(hashtextextended(r, 0)::numeric) || '/' || count(*) FROM (SELECT (");
            all.append(steady ? "t" : "to_jsonb(t) - '{" + String.join(",", UNSTEADY) + "}'::text[]");
            all.append(")::text AS r FROM ").append(table).append(" AS t) AS rows");
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(all.toString())) {
            while (rows.next()) {
                into.put(prefix + rows.getString(1), String.valueOf(rows.getString(2)));
            }
        }
    }

    private static List<String> list(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                values.add(row.toString());
            }
        }
        return values;
    }

    private static String proxies(StandingStack standing) throws IOException, InterruptedException {
        URI api = standing.file().toxiproxy().api();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(
                            HttpRequest.newBuilder(api.resolve("/proxies")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(answer.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
