package dev.gridlock.stack;

/**
 * Where and as whom to reach a database.
 *
 * @param host always loopback for the stacks that we start
 */
public record DatabaseAddress(String host, int port, String database, String user, String password) {

    /** JDBC URL without user and password. PgBouncer before 1.21 has no prepared statements in transaction mode. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?prepareThreshold=0";
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
