package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a PostgreSQL is ours: nothing on it can be somebody's. A run drops tables, ends connections and counts what the whole
 * server does. Reads only.
 *
 * @param hasRole the application's, made and marked by us
 * @param hasDatabase {@code fleet}
 * @param isMarked the database, as ours; one that is not is as a fresh one
 * @param hasFleet our tables are in it
 */
record OwnServer(boolean hasRole, boolean hasDatabase, boolean isMarked, boolean hasFleet) {

    /** Of what is found, so many are named. */
    private static final int NAMED = 10;

    private static final String DATABASES = SqlResource.of("databases.sql");
    private static final String ROLE = SqlResource.of("application-role.sql");
    private static final String FRESH = SqlResource.of("fresh.sql");

    private record FoundDatabase(String name, boolean enterable, boolean ofSystem, String comment, String changes) {}

    /**
     * Looks at every database of the server and at the application's role.
     *
     * @throws MachineException naming all that is not ours
     */
    static OwnServer look(DatabaseAddress superuser) throws MachineException, SQLException {
        List<String> strange = new ArrayList<>();
        List<FoundDatabase> databases = new ArrayList<>();
        boolean hasRole;
        try (Connection connection = PinnedConnection.to(superuser)) {
            hasRole = lookAtRole(connection, strange);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(DATABASES)) {
                while (rows.next()) {
                    databases.add(new FoundDatabase(
                            rows.getString("name"),
                            rows.getBoolean("enterable"),
                            rows.getBoolean("of_system"),
                            rows.getString("comment"),
                            rows.getString("changes")));
                }
            }
        }
        boolean hasDatabase = false;
        boolean isMarked = false;
        boolean hasFleet = false;
        for (FoundDatabase database : databases) {
            if (database.name().equals(Database.NAME)) {
                hasDatabase = true;
                isMarked = database.comment().equals(Database.MARK);
                hasFleet = lookAtFleet(superuser, database, isMarked, strange);
            } else if (!database.ofSystem()) {
                strange.add("it has the database " + database.name());
            } else if (database.enterable()) { // template0 is not, as initdb leaves it
                lookInto(superuser, database.name(), strange);
            }
        }
        if (!strange.isEmpty()) {
            throw notOurs(superuser, strange);
        }
        return new OwnServer(hasRole, hasDatabase, isMarked, hasFleet);
    }

    private static boolean lookAtRole(Connection connection, List<String> strange) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ROLE)) {
            query.setString(1, Database.APPLICATION);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                if (!row.getString("comment").equals(Database.ROLE_MARK)) {
                    strange.add("its role " + Database.APPLICATION + " was not made by Gridlock");
                } else if (!row.getString("changes").isEmpty()) {
                    strange.add("its role " + Database.APPLICATION + " is not as Gridlock made it any more: "
                            + row.getString("changes"));
                }
                return true;
            }
        }
    }

    private static void lookInto(DatabaseAddress superuser, String name, List<String> strange) throws SQLException {
        try (Connection connection = PinnedConnection.to(superuser.in(name))) {
            told("its database " + name + " is not empty: it has ", OwnTables.strangers(connection), strange);
        }
    }

    /** Whether our tables are in it. */
    private static boolean lookAtFleet(
            DatabaseAddress superuser, FoundDatabase fleet, boolean isMarked, List<String> strange)
            throws SQLException {
        if (!fleet.changes().isEmpty()) {
            strange.add("its database " + fleet.name() + " " + fleet.changes());
        }
        if (!fleet.enterable()) {
            return false;
        }
        try (Connection connection = PinnedConnection.to(superuser.in(fleet.name()))) {
            List<String> strangers = OwnTables.strangers(connection);
            if (isMarked) {
                told("its database " + fleet.name() + " has what Gridlock did not make: ", strangers, strange);
                return OwnTables.has(connection, "trucks");
            }
            String notMade = "its database " + fleet.name() + " was not made by Gridlock, and ";
            told(notMade + "has ", strangers, strange);
            if (!fleet.comment().isEmpty()) {
                strange.add(notMade + "has the comment \"" + fleet.comment() + "\"");
            }
            if (strangers.isEmpty() && !isAsItsTemplate(superuser, connection)) {
                strange.add(notMade
                        + "is not as a fresh one is: rights, comments or definitions of system objects were changed");
            }
            return false;
        }
    }

    private static boolean isAsItsTemplate(DatabaseAddress superuser, Connection fleet) throws SQLException {
        try (Connection template = PinnedConnection.to(superuser.in("template1"))) {
            return fresh(template).equals(fresh(fleet));
        }
    }

    private static String fresh(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(FRESH)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void told(String before, List<String> found, List<String> strange) {
        if (!found.isEmpty()) {
            int more = found.size() - NAMED;
            strange.add(before
                    + String.join(", ", found.subList(0, Math.min(NAMED, found.size())))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private static MachineException notOurs(DatabaseAddress server, List<String> why) {
        return new MachineException("the PostgreSQL at " + server.host() + ":" + server.port() + " is not Gridlock's: "
                + String.join("\n  ", why)
                + "\n  nothing was changed. A run drops tables, ends connections and counts what"
                + " the whole server does: give it a server of its own (docker compose up -d). One that an earlier Gridlock"
                + " made, which marked its database only, is made anew: docker compose down -v");
    }
}
