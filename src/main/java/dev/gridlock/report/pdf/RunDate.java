package dev.gridlock.report.pdf;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When and with what a run was made, as the recording has it. */
final class RunDate {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RunDate() {}

    /** The moment; the epoch where the recording has none, so that the same recording gives the same file. */
    static Instant of(@Nullable String started) {
        try {
            return started == null ? Instant.EPOCH : Instant.parse(started);
        } catch (DateTimeException _) {
            return Instant.EPOCH;
        }
    }

    /** {@code 24 November 2026, 21:03 UTC}; empty where the recording has none. */
    static String written(@Nullable String started) {
        Instant at = of(started);
        return at.equals(Instant.EPOCH) ? "" : DAY.format(at);
    }

    /** {@code PostgreSQL 18.6, PgBouncer 1.18.0}. */
    static String parts(Map<String, String> facts) {
        List<String> parts = new ArrayList<>();
        for (String part : List.of("PostgreSQL", "PgBouncer", "Toxiproxy")) {
            String version = facts.get("version." + part.toLowerCase(Locale.ROOT));
            if (version != null) {
                parts.add(part + " " + version);
            }
        }
        return parts.isEmpty() ? "versions not recorded" : String.join(", ", parts);
    }
}
