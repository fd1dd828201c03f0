package dev.gridlock.workload.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.target.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestDatabase.class)
@ResourceLock(TestDatabase.SERVER)
class FleetTablesIT {

    private static final FleetSpec OUTAGE = new FleetSpec(50_000, 8, 400, 20, 0.5);

    @Test
    void holdEveryTruckRouteAndSegment(DatabaseAddress database) throws SQLException {
        try (Connection connection = TestDatabase.connect(database)) {
            Fleet fleet = Fleet.generate(OUTAGE, 7);
            FleetTables.load(fleet, connection);
            assertThat(number(connection, "SELECT count(*) FROM trucks WHERE route IS NULL AND version = 0"))
                    .isEqualTo(50_000);
            assertThat(number(connection, "SELECT count(*) FROM candidate_routes"))
                    .isEqualTo(150_000);
            assertThat(number(connection, "SELECT count(*) FROM road_segments")).isEqualTo(400);
            assertThat(number(
                            connection,
                            "SELECT count(*) FROM pg_constraint WHERE contype IN ('p', 'f')"
                                    + " AND conrelid IN ('trucks'::regclass, 'road_segments'::regclass,"
                                    + " 'candidate_routes'::regclass)"))
                    .isEqualTo(4);
            assertThat(text(connection, "SELECT segments::text FROM candidate_routes WHERE truck_id = 7 AND n = 2"))
                    .isEqualTo(fleet.trucks()
                            .get(6)
                            .candidates()
                            .get(1)
                            .toString()
                            .replace(" ", "")
                            .replace('[', '{')
                            .replace(']', '}'));
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void sameSeedGivesTheSameRowsAndAnotherSeedOthers(DatabaseAddress database) throws SQLException {
        FleetSpec small = new FleetSpec(2_000, 8, 400, 20, 0.5);
        try (Connection connection = TestDatabase.connect(database)) {
            FleetTables.load(Fleet.generate(small, 1), connection);
            String first = FleetTables.hash(connection);
            FleetTables.load(Fleet.generate(small, 1), connection);
            assertThat(FleetTables.hash(connection)).isEqualTo(first).matches("[0-9a-f]{64}");
            FleetTables.load(Fleet.generate(small, 2), connection);
            assertThat(FleetTables.hash(connection)).isNotEqualTo(first);
        }
    }

    /** What it does must be in nobody's figures: every value of every row stays. */
    @Test
    void calibrationLeavesEveryRowAsItWas(DatabaseAddress database) throws SQLException {
        Fleet fleet = Fleet.generate(new FleetSpec(30, 2, 12, 4, 0.5), 1);
        try (Connection connection = TestDatabase.connect(database)) {
            FleetTables.load(fleet, connection);
            String before = FleetTables.hash(connection);
            assertThat(Calibration.measure(fleet, database, database).orElseThrow())
                    .isPositive();
            assertThat(FleetTables.hash(connection)).isEqualTo(before);
            assertThat(number(connection, "SELECT count(DISTINCT xmin::text) FROM road_segments"))
                    .as("each segment's last writer is a transaction of its own")
                    .isEqualTo(12);
        }
    }

    @Test
    void whoeverReadsATableIsNamedInsteadOfWaitedFor(DatabaseAddress database) throws SQLException {
        Fleet fleet = Fleet.generate(new FleetSpec(20, 2, 20, 2, 0.5), 1);
        try (Connection connection = TestDatabase.connect(database);
                Connection reader = TestDatabase.connect(database)) {
            FleetTables.load(fleet, connection);
            reader.setAutoCommit(false);
            reader.setClientInfo("ApplicationName", "billing");
            text(reader, "SELECT count(*)::text FROM trucks");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> FleetTables.load(fleet, connection))
                    .withMessageContaining("application \"billing\"")
                    .withMessageContaining("SELECT count(*)::text FROM trucks")
                    .withMessageContaining("nothing was changed");
            reader.rollback();
            FleetTables.load(fleet, connection);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE road_segments SET assigned_load = assigned_load + 1 WHERE id = 3",
                "UPDATE trucks SET version = 1 WHERE id = 3",
                "UPDATE candidate_routes SET segments = segments[2:] WHERE truck_id = 3 AND n = 1",
            })
    void theHashIsOfAllThreeTables(String change, DatabaseAddress database) throws SQLException {
        try (Connection connection = TestDatabase.connect(database);
                Statement statement = connection.createStatement()) {
            FleetTables.load(Fleet.generate(new FleetSpec(100, 2, 60, 10, 0.5), 1), connection);
            String before = FleetTables.hash(connection);
            assertThat(statement.executeUpdate(change)).isOne();
            assertThat(FleetTables.hash(connection)).isNotEqualTo(before);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
