package dev.gridlock.stack;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import dev.gridlock.scenario.PgBouncerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** A PgBouncer of this run. */
final class PgBouncerServer implements Part {

    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final Pattern UP = Pattern.compile("process up: ");
    private static final Duration GRACE = Duration.ofSeconds(2);

    // It warns of "Unsupported Server Version: 1.18.0/bouncer" with each connection to the console. The field keeps the
    // logger:
    // java.util.logging itself holds only a weak reference.
    private static final Logger PGJDBC = Logger.getLogger("org.postgresql.jdbc.PgConnection");

    static {
        PGJDBC.setLevel(Level.SEVERE);
    }

    private final ChildProcess process;
    private final DatabaseAddress console;
    private final String version;

    private PgBouncerServer(ChildProcess process, DatabaseAddress console)
            throws MachineException, InterruptedException {
        this.process = process;
        this.console = console;
        try {
            this.version = awaitReady();
        } catch (MachineException | InterruptedException | RuntimeException e) {
            process.stop(GRACE);
            throw e;
        }
    }

    /** Starts it before a server, which is asked for only when the first client comes. */
    static PgBouncerServer start(
            PgBouncerProgram program,
            PgBouncerSpec spec,
            DatabaseAddress server,
            RunFolder run,
            Path logs,
            FreePorts ports)
            throws MachineException, InterruptedException {
        Path folder = run.serverFolder("pgbouncer");
        return ports.start(port -> {
            PgBouncerConfig config = new PgBouncerConfig(spec, "127.0.0.1", port, server, Passwords.next());
            Path ini = folder.resolve("pgbouncer.ini");
            Path userlist = folder.resolve("userlist.txt");
            try {
                Files.writeString(ini, config.ini(userlist.toString()));
                Files.writeString(userlist, config.userlist());
                Folders.giveToServers(ini);
                Folders.giveToServers(userlist);
            } catch (IOException e) {
                throw new MachineException("PgBouncer's settings in " + folder + " cannot be written: " + e, e);
            }
            ChildProcess process = ChildProcess.start(ChildProcess.Command.of(
                            "pgbouncer",
                            logs.resolve("pgbouncer.log"),
                            List.of(program.file().toString(), ini.toString()))
                    .withEnvironment(program.environment())
                    .asUser(Privileges.serverUser()));
            run.record("pgbouncer", process.pid(), program.file());
            return new PgBouncerServer(
                    process,
                    new DatabaseAddress(
                            "127.0.0.1", port, DatabaseAddress.CONSOLE, PgBouncerConfig.ADMIN, config.adminPassword()));
        });
    }

    /** Waits for its own word first: whoever answers on the port may be somebody else, if the port was taken. */
    private String awaitReady() throws MachineException, InterruptedException {
        process.awaitLine(UP, "it was up", START_DEADLINE);
        try {
            return versionOf(console);
        } catch (SQLException e) {
            throw process.failure("does not answer on its console: " + e.getMessage());
        }
    }

    /** As it says on its console. */
    static String versionOf(DatabaseAddress console) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        console.jdbcUrl() + "&socketTimeout=10", console.user(), console.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW VERSION")) {
            return row.next() ? row.getString(1).replace("PgBouncer ", "") : "unknown";
        }
    }

    /** Its admin console. */
    DatabaseAddress console() {
        return console;
    }

    String version() {
        return version;
    }

    @Override
    public MachineException failure(String what) {
        return process.failure(what);
    }

    @Override
    public void requireAlive() throws MachineException {
        if (!process.isAlive()) {
            throw process.failure("has died");
        }
    }

    @Override
    public void close() {
        process.stop(GRACE);
    }
}
