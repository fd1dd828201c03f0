package dev.gridlock.stack;

/**
 * Where and as whom to reach a database.
 *
 * @param host loopback, but for who is on a container network
 */
public record DatabaseAddress(String host, int port, String database, String user, String password) {

    /** {@code application_name} of every connection that observes a run, by which it is left out of what is counted. */
    public static final String OBSERVER_NAME = "gridlock-recorder";

    /** Name of the database that is PgBouncer's admin console. */
    static final String CONSOLE = "pgbouncer";

    /** The same database, reached elsewhere. */
    DatabaseAddress at(String newHost, int newPort) {
        return new DatabaseAddress(newHost, newPort, database, user, password);
    }

    /** Another database of the same server, as the same user. */
    DatabaseAddress in(String otherDatabase) {
        return new DatabaseAddress(host, port, otherDatabase, user, password);
    }

    /**
     * JDBC URL without user and password; more parameters may be added with {@code &}.
     *
     * <p>PgBouncer before 1.21 has no prepared statements in transaction mode, so {@code prepareThreshold=0}. By
     * {@code assumeMinServerVersion} pgjdbc names itself when the connection starts instead of by a {@code SET}.
     *
     * <p>PgBouncer's console knows the simple protocol only, and refuses the {@code SET extra_float_digits} that pgjdbc
     * since 42.7.5 sends to any server that calls itself older than 12, as the console does
     * (github.com/pgbouncer/pgbouncer/issues/1509). pgjdbc leaves it out of replication connections; the console (tried
     * with 1.18) ignores that it is called one.
     */
    public String jdbcUrl() {
        String url = "jdbc:postgresql://" + host + ":" + port + "/" + database
                + "?prepareThreshold=0&assumeMinServerVersion=9.0";
        return database.equals(CONSOLE) ? url + "&preferQueryMode=simple&replication=database" : url;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
