package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The parts that a stack file names: whether each answers, and whether it is as a scenario has it. Looks only. */
record ExternalParts(StackFile file, String password) {

    /** SQLSTATE class of a login that was refused. */
    private static final String REFUSED = "28";

    ExternalToxiproxy toxiproxy() {
        return new ExternalToxiproxy(file.toxiproxy());
    }

    /** In the database {@code postgres}. */
    DatabaseAddress superuser() {
        return at(file.postgres(), "postgres", PostgresServer.SUPERUSER);
    }

    DatabaseAddress console() {
        return at(file.pgbouncer(), DatabaseAddress.CONSOLE, PgBouncerConfig.ADMIN);
    }

    /** As a service connects: through both proxies and PgBouncer. */
    DatabaseAddress application() {
        return through(ProxyName.PGBOUNCER, Database.application(superuser(), password));
    }

    /** An address behind a proxy, through it. */
    DatabaseAddress through(ProxyName proxy, DatabaseAddress behind) {
        StackFile.Address at = file.toxiproxy().proxy(proxy);
        return behind.at(at.host(), at.port());
    }

    private DatabaseAddress at(StackFile.Address address, String database, String user) {
        return new DatabaseAddress(address.host(), address.port(), database, user, password);
    }

    /**
     * Checks that each part answers, directly and through its proxy.
     *
     * @throws MachineException naming each that does not
     */
    void requireAnswers() throws MachineException {
        List<String> silent = new ArrayList<>();
        ask(
                "PostgreSQL at " + file.postgres(),
                () -> ObserverConnection.to(superuser()).close(),
                silent);
        ask("PgBouncer's console at " + file.pgbouncer(), () -> PgBouncerServer.versionOf(console()), silent);
        ask("Toxiproxy's API at " + file.toxiproxy().api(), () -> toxiproxy().requireAnswer(), silent);
        ask(
                "PostgreSQL through the proxy at " + file.toxiproxy().proxy(ProxyName.POSTGRES),
                () -> ObserverConnection.to(through(ProxyName.POSTGRES, superuser()))
                        .close(),
                silent);
        ask(
                "PgBouncer's console through the proxy at " + file.toxiproxy().proxy(ProxyName.PGBOUNCER),
                () -> PgBouncerServer.versionOf(through(ProxyName.PGBOUNCER, console())),
                silent);
        if (!silent.isEmpty()) {
            throw new MachineException("the stack does not answer:\n  " + String.join("\n  ", silent)
                    + "\n  docker compose up -d starts it, docker compose ps shows it; nothing was changed");
        }
    }

    /** What asks a part. */
    private interface Question {
        void ask() throws SQLException, IOException;
    }

    /** Whether the part answered, and does not let that user in. */
    static boolean isRefused(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith(REFUSED);
    }

    private void ask(String part, Question question, List<String> silent) {
        try {
            question.ask();
        } catch (SQLException e) {
            silent.add(part + ": " + e.getMessage()
                    + (isRefused(e)
                            ? "\n    " + file.passwordEnv() + " is not the password that the stack was made with"
                            : ""));
        } catch (IOException e) {
            silent.add(part + ": " + e);
        }
    }

    /**
     * Checks that each is as the scenario has it.
     *
     * @throws MachineException naming each difference, with what to do
     */
    void requireAsIn(Scenario scenario) throws MachineException {
        List<String> wrong = new ArrayList<>();
        try (Connection postgres = ObserverConnection.to(superuser())) {
            int major = postgres.getMetaData().getDatabaseMajorVersion();
            if (major != scenario.postgres().version()) {
                wrong.add("PostgreSQL's version: expected "
                        + scenario.postgres().version() + ", found " + major + "\n    --set postgres.version=" + major);
            }
            wrong.addAll(Database.differences(postgres, RequiredSetting.of(scenario.postgres())));
            wrong.addAll(RoleSettings.differences(postgres));
            wrong.addAll(toxiproxy().differences());
            wrong.addAll(pgbouncerDifferences(scenario.pgbouncer()));
        } catch (SQLException | IOException e) {
            throw new MachineException("the stack's settings could not be read: " + e.getMessage(), e);
        }
        if (!wrong.isEmpty()) {
            throw new MachineException(
                    "the stack is not as the scenario has it; nothing was changed:\n  " + String.join("\n  ", wrong));
        }
    }

    private List<String> pgbouncerDifferences(PgBouncerSpec spec) throws SQLException, IOException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = ObserverConnection.to(console())) {
            Map<String, String> config = config(connection);
            for (RequiredSetting setting : RequiredSetting.of(spec)) {
                setting.difference(config.getOrDefault(setting.name(), "")).ifPresent(wrong::add);
            }
            OptionalInt proxyPort = toxiproxy().listenPort(ProxyName.POSTGRES);
            if (proxyPort.isPresent()) { // else that is told
                wrong.addAll(new PgBouncerEntry(spec, proxyPort.getAsInt()).differences(connection));
            }
        }
        return wrong;
    }

    private static Map<String, String> config(Connection console) throws SQLException {
        Map<String, String> config = new HashMap<>();
        try (Statement statement = console.createStatement();
                ResultSet rows = statement.executeQuery("SHOW CONFIG")) {
            while (rows.next()) {
                String value = rows.getString("value");
                config.put(rows.getString("key"), value == null ? "" : value);
            }
        }
        return config;
    }
}
