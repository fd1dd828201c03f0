package dev.gridlock.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages as the libraries write them. */
class PoolGaugesTest {

    @Test
    void hikariOfEveryPoolTogether() {
        assertThat(known("""
                # HELP hikaricp_connections_active Active connections
                # TYPE hikaricp_connections_active gauge
                hikaricp_connections_active{pool="HikariPool-1"} 8.0
                hikaricp_connections_active{pool="a } b"} 2.0
                hikaricp_connections_idle{pool="HikariPool-1"} 0.0
                hikaricp_connections_pending{pool="HikariPool-1"} 192.0
                hikaricp_connections{pool="HikariPool-1"} 10.0
                hikaricp_connections_max{pool="HikariPool-1"} 10.0
                """))
                .isEqualTo(Map.of("pool.active", 10.0, "pool.idle", 0.0, "pool.pending", 192.0, "pool.total", 10.0));
    }

    @Test
    void nodePostgresPgxAndPrisma() {
        assertThat(known("pg_pool_waiting_connections{host=\"db:5432\",database=\"d\"} 49950 1764000000000\n"
                        + "pg_pool_active_connections{host=\"db:5432\",database=\"d\"} 50\n"
                        + "pg_pool_size{host=\"db:5432\"} 50\n"))
                .isEqualTo(Map.of("pool.active", 50.0, "pool.pending", 49_950.0, "pool.total", 50.0));
        assertThat(known("pgxpool_acquired_conns 4\npgxpool_idle_conns 1\npgxpool_total_conns 5\n"))
                .isEqualTo(Map.of("pool.active", 4.0, "pool.idle", 1.0, "pool.total", 5.0));
        assertThat(known("prisma_pool_connections_busy 9\nprisma_client_queries_wait 3\n"))
                .isEqualTo(Map.of("pool.active", 9.0, "pool.pending", 3.0));
    }

    /** SQLAlchemy's, by either version of the conventions. */
    @Test
    void openTelemetryTellsStatesApart() {
        assertThat(known("db_client_connections_usage{pool_name=\"p\",state=\"idle\"} 3\n"
                        + "db_client_connections_usage{pool_name=\"p\",state=\"used\"} 7\n"))
                .isEqualTo(Map.of("pool.active", 7.0, "pool.idle", 3.0));
        assertThat(known("db_client_connection_count{db_client_connection_state=\"used\"} 7\n"
                        + "db_client_connection_pending_requests 2\n"))
                .isEqualTo(Map.of("pool.active", 7.0, "pool.pending", 2.0));
    }

    @Test
    void onesOwnGoBeforeThoseThatAreKnown() {
        String page = "my_waiting{queue=\"a\"} 4\nmy_waiting{queue=\"b\"} 1\nhikaricp_connections_pending 99\n"
                + "hikaricp_connections_active 8\n";
        assertThat(new PoolGauges(Map.of("pending", "my_waiting")).in(page))
                .isEqualTo(Map.of("pool.pending", 5.0, "pool.active", 8.0));
    }

    @Test
    void whatIsNoPageSaysNothing() {
        assertThat(known("")).isEmpty();
        assertThat(known("<html><body>hikaricp_connections_pending</body></html>"))
                .isEmpty();
        assertThat(
                        known(
                                "hikaricp_connections_pending NaN\nhikaricp_connections_active +Inf\npgxpool_idle_conns many\n"))
                .isEmpty();
        assertThat(known("{\"hikaricp_connections_pending\": 3}")).isEmpty();
    }

    private static Map<String, Double> known(String page) {
        return new PoolGauges(Map.of()).in(page);
    }
}
