package dev.gridlock.stack;

import dev.gridlock.scenario.PgBouncerSpec;
import java.util.Locale;

/**
 * {@code pgbouncer.ini} and its list of users.
 *
 * @param listen the address that it listens on
 * @param listenPort its own port
 * @param server the database behind it, by the Toxiproxy "postgres"; as whom the application connects
 * @param adminPassword of its console's user
 */
record PgBouncerConfig(
        PgBouncerSpec spec, String listen, int listenPort, DatabaseAddress server, String adminPassword) {

    static final String ADMIN = "pgbouncer_admin";

    /** Only limits of the scenario are set; all timeouts are PgBouncer's defaults, as in the outage. */
    String ini(String userlist) {
        return String.format(
                Locale.ROOT,
                """
                [databases]
                %s = host=%s port=%d dbname=%s

                [pgbouncer]
                listen_addr = %s
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                admin_users = %s
                pool_mode = %s
                default_pool_size = %d
                max_client_conn = %d
                ; sent by pgjdbc, the second to the console only (see DatabaseAddress), and not tracked by PgBouncer
                ignore_startup_parameters = extra_float_digits, replication
                """,
                server.database(),
                server.host(),
                server.port(),
                server.database(),
                listen,
                listenPort,
                userlist,
                ADMIN,
                spec.poolMode().name().toLowerCase(Locale.ROOT),
                spec.poolSize(),
                spec.maxClientConn());
    }

    /** In plain text, because PgBouncer needs the password itself to log in to the server by SCRAM. */
    String userlist() {
        return """
                "%s" "%s"
                "%s" "%s"
                """.formatted(server.user(), server.password(), ADMIN, adminPassword);
    }
}
