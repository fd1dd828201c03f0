package dev.gridlock.recording.sampler;

import java.sql.Connection;
import java.sql.SQLException;

/** Ends connections that may hang: the server may be paused or gone. */
final class Connections {

    private Connections() {}

    /** Closes the socket at once; a query that waits for its answer fails. */
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It was dead already.
        }
    }
}
