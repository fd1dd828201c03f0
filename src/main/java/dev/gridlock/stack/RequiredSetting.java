package dev.gridlock.stack;

import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A setting of a part that the figures rely on.
 *
 * @param value as the part holds it, PostgreSQL's numbers in the unit of {@code pg_settings}
 * @param key of the scenario that says it, e.g. {@code postgres.max_connections}; empty where it is always the same
 * @param variable of docker-compose.yml; empty where it is always the same
 */
record RequiredSetting(String name, String value, Unit unit, String key, String variable) {

    private static final int HAS_TRANSACTION_TIMEOUT = 17;

    /**
     * What makes a service's statements fail, see other rows or go unlogged; all as PostgreSQL has them when nobody sets them, as no
     * scenario says them.
     */
    private static final SortedMap<String, String> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("statement_timeout", "0"),
            Map.entry("lock_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("idle_session_timeout", "0"),
            Map.entry("default_transaction_isolation", "read committed"),
            Map.entry("default_transaction_read_only", "off"),
            Map.entry("default_transaction_deferrable", "off"),
            Map.entry("session_replication_role", "origin"),
            Map.entry("search_path", "\"$user\", public"),
            Map.entry("log_min_messages", "warning"),
            Map.entry("log_min_error_statement", "error"),
            Map.entry("log_error_verbosity", "default"))); // "terse" leaves out who was in a deadlock

    /** How a number is written. */
    enum Unit {
        NONE("", "", 1),
        MILLISECONDS("ms", "ms", 1),
        PAGES("kB", "KiB", 8);

        private final String ofPostgres;
        private final String ofScenario;
        private final long factor;

        Unit(String ofPostgres, String ofScenario, long factor) {
            this.ofPostgres = ofPostgres;
            this.ofScenario = ofScenario;
            this.factor = factor;
        }

        private String number(String value) {
            return factor == 1 || !value.matches("\\d{1,15}") ? value : Long.toString(factor * Long.parseLong(value));
        }

        String forPostgres(String value) {
            return number(value) + ofPostgres;
        }

        String forScenario(String value) {
            return number(value) + ofScenario;
        }
    }

    private static RequiredSetting always(String name, String value) {
        return new RequiredSetting(name, value, Unit.NONE, "", "");
    }

    /** Those without which a committed row may be lost. */
    static List<RequiredSetting> ofDurability() {
        return PostgresSettings.DURABILITY.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> always(setting.getKey(), setting.getValue()))
                .toList();
    }

    /** Those of PostgreSQL. */
    static List<RequiredSetting> of(PostgresSpec spec) {
        List<RequiredSetting> settings = new ArrayList<>(ofDurability());
        settings.add(always("log_destination", "jsonlog"));
        settings.add(always("logging_collector", "on"));
        settings.add(always("log_lock_waits", "on"));
        settings.add(always("lc_messages", "C"));
        DEFAULTS.forEach((name, value) -> settings.add(always(name, value)));
        if (spec.version() >= HAS_TRANSACTION_TIMEOUT) {
            settings.add(always("transaction_timeout", "0"));
        }
        settings.add(new RequiredSetting(
                "max_connections",
                Integer.toString(spec.maxConnections()),
                Unit.NONE,
                "postgres.max_connections",
                "MAX_CONNECTIONS"));
        settings.add(new RequiredSetting(
                "deadlock_timeout",
                Long.toString(spec.deadlockTimeout().toMillis()),
                Unit.MILLISECONDS,
                "postgres.deadlock_timeout",
                "DEADLOCK_TIMEOUT"));
        settings.add(new RequiredSetting(
                "shared_buffers",
                Long.toString(spec.sharedBuffersBytes() / 1024 / Unit.PAGES.factor),
                Unit.PAGES,
                "postgres.shared_buffers",
                "SHARED_BUFFERS"));
        return List.copyOf(settings);
    }

    /** Those of PgBouncer. */
    static List<RequiredSetting> of(PgBouncerSpec spec) {
        return List.of(
                new RequiredSetting(
                        "pool_mode",
                        spec.poolMode().name().toLowerCase(Locale.ROOT),
                        Unit.NONE,
                        "pgbouncer.pool_mode",
                        "POOL_MODE"),
                new RequiredSetting(
                        "default_pool_size",
                        Integer.toString(spec.poolSize()),
                        Unit.NONE,
                        "pgbouncer.pool_size",
                        "POOL_SIZE"),
                new RequiredSetting(
                        "max_client_conn",
                        Integer.toString(spec.maxClientConn()),
                        Unit.NONE,
                        "pgbouncer.max_client_conn",
                        "MAX_CLIENT_CONN"),
                always("min_pool_size", "0"),
                always("reserve_pool_size", "0"),
                always("max_db_connections", "0"),
                always("max_user_connections", "0"),
                always("query_timeout", "0"),
                always("query_wait_timeout", "120"),
                always("client_idle_timeout", "0"),
                always("idle_transaction_timeout", "0"));
    }

    /** What is wrong, and what to do about it; empty when the part has it. */
    Optional<String> difference(String found) {
        if (found.equals(value)) {
            return Optional.empty();
        }
        String said = name + ": expected " + unit.forPostgres(value) + ", found " + unit.forPostgres(found);
        return Optional.of(
                key.isEmpty()
                        ? said
                        : said + "\n    --set " + key + "=" + unit.forScenario(found) + ", or " + variable + "="
                                + unit.forPostgres(value) + " docker compose up -d");
    }
}
