package dev.gridlock.stack;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings that somebody gave to a role or a database ({@code ALTER ROLE … SET}). A session of the service has them and one of another
 * role does not, so a run would fail or pass by what is nowhere in its record. Gridlock sets none.
 */
final class RoleSettings {

    private static final String SETTINGS = SqlResource.of("role-settings.sql");

    private RoleSettings() {}

    /** What is set for the sessions of a run, one sentence each with what to do. Takes no locks. */
    static List<String> differences(Connection superuser) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (PreparedStatement query = superuser.prepareStatement(SETTINGS)) {
            query.setString(1, Database.APPLICATION);
            query.setString(2, Database.NAME);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString("name");
                    String alter = "ALTER " + rows.getString("set_by");
                    wrong.add(name + ": expected none by role or database, found " + alter + " SET " + name + " = "
                            + rows.getString("value") + "\n    " + alter + " RESET " + name);
                }
            }
        }
        return wrong;
    }
}
