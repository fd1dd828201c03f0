package dev.gridlock.verdict;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong first at the connections of a target, in the words of whoever noticed: a machine without ports, a loopback
 * that is down, a proxy in between. Counts of what came of it do not tell.
 */
final class FirstFailures {

    /** SQLSTATE class 08: connection exception. */
    private static final String CONNECTIONS =
            "SELECT count(*), arg_min(message, at_ns) FROM errors WHERE target = ? AND sqlstate LIKE '08%'";

    private static final String CALLS = """
            SELECT count(*), arg_min(message, coalesce(answered_ns, sent_ns))
            FROM requests
            WHERE target = ? AND outcome = 'no_answer' AND message IS NOT NULL
            """;

    private static final int LONGEST = 300;

    private FirstFailures() {}

    /** One sentence each; none where every connection held. */
    static List<String> of(String target, Connection duckdb) throws SQLException {
        List<String> told = new ArrayList<>();
        tell(duckdb, target, CONNECTIONS, "connections of the service failed", told);
        tell(duckdb, target, CALLS, "calls got no answer", told);
        return told;
    }

    private static void tell(Connection duckdb, String target, String sql, String what, List<String> told)
            throws SQLException {
        try (PreparedStatement query = duckdb.prepareStatement(sql)) {
            query.setString(1, target);
            try (ResultSet row = query.executeQuery()) {
                if (row.next() && row.getLong(1) > 0) {
                    told.add("target " + target + ": " + row.getLong(1) + " " + what + ", the first with: "
                            + words(row.getString(2)));
                }
            }
        }
    }

    private static String words(@Nullable String message) {
        String said = message == null || message.isBlank()
                ? "no words"
                : message.strip().replaceAll("\\s+", " ");
        String shown = said.length() > LONGEST ? said.substring(0, LONGEST) + " …" : said;
        return said.contains("Cannot assign requested address")
                ? shown + " (no ephemeral ports left? sysctl net.ipv4.ip_local_port_range)"
                : shown;
    }
}
