package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** A stack that is there already, for tests of those who find it: processes, with one password for all, as compose has it. */
public final class StandingStack implements AutoCloseable {

    /** Quotes included, which have to survive SQL and files. */
    public static final String PASSWORD = "one'for all";

    private final Stack stack;

    private StandingStack(Stack stack) {
        this.stack = stack;
    }

    public static StandingStack start(Scenario scenario, Path logs)
            throws MachineException, InterruptedException, IOException, SQLException {
        StandingStack standing = new StandingStack(new NativeProvider(System.out::println).start(scenario, logs));
        try {
            standing.giveOnePassword();
            return standing;
        } catch (IOException | SQLException | RuntimeException e) {
            standing.close();
            throw e;
        }
    }

    private void giveOnePassword() throws IOException, SQLException {
        String literal = "'" + PASSWORD.replace("'", "''") + "'";
        StackContract.execute(
                stack.observer(),
                "ALTER ROLE application PASSWORD " + literal + "; ALTER ROLE observer PASSWORD " + literal);
        Path users = Path.of(stack.postgresLogs().place()).resolve("../pgbouncer/userlist.txt");
        Files.writeString(users, """
                "application" "%1$s"
                "pgbouncer_admin" "%1$s"
                """.formatted(PASSWORD));
        StackContract.execute(stack.pgbouncerConsole(), "RELOAD");
    }

    /** The stack itself; its superuser's password is not the one that it says. */
    Stack under() {
        return stack;
    }

    DatabaseAddress superuser() {
        return new DatabaseAddress(
                "127.0.0.1",
                stack.observer().port(),
                "postgres",
                stack.observer().user(),
                PASSWORD);
    }

    /** PgBouncer's. */
    DatabaseAddress console() {
        DatabaseAddress console = stack.pgbouncerConsole();
        return new DatabaseAddress(console.host(), console.port(), console.database(), console.user(), PASSWORD);
    }

    DatabaseAddress observer() {
        return new DatabaseAddress(
                "127.0.0.1", stack.observer().port(), "fleet", stack.observer().user(), PASSWORD);
    }

    StackFile file() {
        return new StackFile(
                new StackFile.Address("127.0.0.1", stack.observer().port()),
                new StackFile.Address("127.0.0.1", stack.pgbouncerConsole().port()),
                new StackFile.Toxiproxy(
                        stack.toxiproxyApi(),
                        stack.through(ProxyName.PGBOUNCER).port(),
                        stack.through(ProxyName.POSTGRES).port()),
                "GRIDLOCK_PASSWORD",
                Optional.empty());
    }

    /** The same as text. */
    public String yaml() {
        return String.format(
                Locale.ROOT,
                """
                postgres:  { host: 127.0.0.1, port: %d }
                pgbouncer: { host: 127.0.0.1, port: %d }
                toxiproxy: { api: "%s", pgbouncer: %d, postgres: %d }
                password_env: GRIDLOCK_PASSWORD
                """,
                file().postgres().port(),
                file().pgbouncer().port(),
                file().toxiproxy().api(),
                file().toxiproxy().pgbouncer(),
                file().toxiproxy().postgres());
    }

    /** The first column of an answer of its database, as superuser. */
    public String ask(String sql) throws SQLException {
        return StackContract.asked(observer(), sql);
    }

    /** Where the tables are made anew. */
    public Connection connect() throws SQLException {
        return StackContract.connect(observer());
    }

    public StackProvider provider() {
        return new ExternalProvider(file(), PASSWORD, System.out::println);
    }

    @Override
    public void close() {
        stack.close();
    }
}
