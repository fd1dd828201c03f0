package dev.gridlock.target.builtin.bounded;

import java.sql.SQLException;

/** The call's deadline passed before its next statement was sent. SQLSTATE as the server's own statement timeout. */
final class DeadlineException extends SQLException {
    private static final long serialVersionUID = 1L;

    static final String QUERY_CANCELED = "57014";

    DeadlineException(String before) {
        super("the call's deadline passed before " + before, QUERY_CANCELED);
    }
}
