package dev.gridlock.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.FleetSpec;
import dev.gridlock.service.TestDatabase;
import dev.gridlock.stack.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
class FleetTablesIT {

    private static final FleetSpec OUTAGE = new FleetSpec(50_000, 8, 400, 20, 0.5);

    @Test
    void holdEveryTruckRouteAndSegment(DatabaseAddress database) throws SQLException {
        try (Connection connection = TestDatabase.connect(database)) {
            FleetTables.load(Fleet.generate(OUTAGE, 7), connection);
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

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
