package dev.gridlock.workload.fleet;

import dev.gridlock.stack.OwnTables;
import dev.gridlock.stack.PinnedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The fleet's tables in PostgreSQL: {@code road_segments}, {@code trucks}, {@code candidate_routes}. */
public final class FleetTables {

    private static final int CHUNK_CHARS = 64 * 1024;

    /** Names that no search path changes. */
    public static final List<String> QUALIFIED =
            List.of("public.road_segments", "public.trucks", "public.candidate_routes");

    private static final Set<String> NAMES = Set.of("road_segments", "trucks", "candidate_routes");

    /**
     * For the transaction: names are as in {@link OwnTables}, and whoever reads a table is not waited for longer. The server ends an
     * autovacuum that is in the way after deadlock_timeout.
     */
    private static final String TRANSACTION =
            "SET LOCAL search_path = public; SET LOCAL lock_timeout = '5s'; SET LOCAL deadlock_timeout = '1s'";

    private FleetTables() {}

    /** What they are called, in the schema {@code public}. */
    public static Set<String> names() {
        return NAMES;
    }

    /**
     * Drops the fleet's tables, where they are ours, and makes them anew with this fleet, in one transaction.
     *
     * <p>Measured on PostgreSQL 18, 2 cores: 50,000 trucks with 150,000 routes in 1.0 to 1.7 s while both were busy with other work.
     *
     * @param connection directly to PostgreSQL, as a user who may create tables; its auto-commit mode is restored
     * @throws SQLException when the database refuses, a table of these names is not ours, or another session holds one of them,
     *     which is named; nothing has changed then
     */
    public static void load(Fleet fleet, Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            loadWithin(fleet, connection);
            connection.commit();
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    /** The same failure with who is in the way: the server says only that the wait was too long. */
    private static SQLException held(Connection connection, SQLException failure) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(resource("holders.sql"))) {
            String holders = row.next() ? row.getString(1) : null;
            return new SQLException(
                    "the fleet's tables could not be replaced within 5 s, as another session uses them: "
                            + (holders == null ? "it has just ended" : holders)
                            + "; nothing was changed. End its transaction, then start again",
                    failure.getSQLState(),
                    failure);
        }
    }

    /**
     * The same within the caller's transaction: until it commits, nobody else can see the rows, or change them.
     *
     * @param connection not in auto-commit mode; a failure rolls its transaction back
     */
    public static void loadWithin(Fleet fleet, Connection connection) throws SQLException {
        try {
            execute(connection, TRANSACTION);
            OwnTables.requireOurs(connection, NAMES);
            execute(connection, resource("schema.sql"));
            // FREEZE: rows are born visible to all, so no later reader of the run pays for setting their hint bits.
            copy(
                    connection,
                    "COPY public.road_segments FROM STDIN (FREEZE)",
                    fleet.segments(),
                    FleetTables::segmentLine);
            copy(
                    connection,
                    "COPY public.trucks (id, region) FROM STDIN (FREEZE)",
                    fleet.trucks(),
                    (out, truck) -> out.append(truck.id())
                            .append('\t')
                            .append(truck.region())
                            .append('\n'));
            copy(
                    connection,
                    "COPY public.candidate_routes FROM STDIN (FREEZE)",
                    fleet.trucks(),
                    FleetTables::routeLines);
            execute(connection, resource("keys.sql"));
            OwnTables.mark(connection, NAMES);
        } catch (SQLException e) {
            connection.rollback();
            throw PinnedConnection.LOCK_NOT_AVAILABLE.equals(e.getSQLState()) ? held(connection, e) : e;
        }
    }

    /**
     * SHA-256 over all rows of the three tables in order, computed by the database, lower-case hexadecimal.
     *
     * @throws SQLException when the tables are not there
     */
    public static String hash(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(resource("hash.sql"))) {
            row.next();
            return row.getString(1);
        }
    }

    private static void segmentLine(StringBuilder out, RoadSegment segment) {
        out.append(segment.id()).append('\t').append(segment.region()).append('\t');
        out.append(segment.capacity()).append('\t').append(segment.assignedLoad());
        out.append('\t').append(RoadPath.wkt(segment.id())).append('\n');
    }

    private static void routeLines(StringBuilder out, Truck truck) {
        for (int n = 1; n <= truck.candidates().size(); n++) {
            out.append(truck.id()).append('\t').append(n).append("\t{");
            List<Integer> route = truck.candidates().get(n - 1);
            for (int i = 0; i < route.size(); i++) {
                out.append(i == 0 ? "" : ",").append(route.get(i).intValue());
            }
            out.append("}\n");
        }
    }

    private static <T> void copy(
            Connection connection, String sql, List<T> rows, BiConsumer<StringBuilder, T> appendLine)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            StringBuilder lines = new StringBuilder(CHUNK_CHARS + 1_024);
            for (T row : rows) {
                appendLine.accept(lines, row);
                if (lines.length() >= CHUNK_CHARS) {
                    send(lines, copy);
                }
            }
            send(lines, copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(StringBuilder lines, CopyIn copy) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) {
        try (InputStream in = FleetTables.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside FleetTables in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
