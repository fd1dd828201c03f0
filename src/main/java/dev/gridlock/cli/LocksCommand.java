package dev.gridlock.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridlock.process.MachineException;
import dev.gridlock.witness.LatentDeadlock.Part;
import dev.gridlock.witness.LockOrder;
import dev.gridlock.witness.RowLocks;
import dev.gridlock.witness.RowNames;
import dev.gridlock.witness.Shapes;
import dev.gridlock.witness.TableNames;
import dev.gridlock.witness.WalLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The lock-order check on any running PostgreSQL. */
@Command(
        name = "locks",
        mixinStandardHelpOptions = true,
        description = {
            "Finds deadlocks before they happen, on a running PostgreSQL 15 or later: reads from its write-ahead log which"
                    + " transactions lock which rows in which order, and tells the orders that can deadlock, whether or not they"
                    + " met.",
            "Only reads: no slot, no table, no load. Needs the extension pg_walinspect in that database and the right to read"
                    + " it (pg_read_server_files, or superuser); says so where one is missing.",
            "The exit code: 0, with --fail 1 when there is an order that can deadlock, 3 when the log cannot be read."
        })
final class LocksCommand implements Callable<Integer> {

    private static final Pattern URL = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^:@/]+)(?::([^@/]*))?@)?(.+)");
    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(ms|s|m|h)");
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int SHAPES_SHOWN = 10;

    @Parameters(
            paramLabel = "URL",
            description = {
                "postgresql://user@host:5432/database; the password as in libpq: in the URL, or better in PGPASSWORD"
            })
    private String url = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long to watch, e.g. 500ms, 60s, 5m (default: 60s); Ctrl-C ends it early")
    private String time = "60s";

    @Option(names = "--out", paramLabel = "FILE", description = "Writes what was found as JSON, too")
    private @Nullable Path out;

    @Option(names = "--fail", description = "Ends with 1 when an order that can deadlock was found")
    private boolean fail;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Duration watched = duration();
        try (Connection postgres = connect()) {
            WalLog log = WalLog.of(postgres, postgres.getCatalog());
            TableNames names = TableNames.of(postgres);
            LockOrder order = new LockOrder();
            long[] counts = new long[2];
            RowLocks locks = new RowLocks(log.database(), transaction -> {
                if (transaction.locks().stream()
                        .allMatch(lock -> names.has(lock.row().relation()))) {
                    counts[0]++;
                    counts[1] += transaction.locks().size();
                    order.add(transaction);
                }
            });
            long deadlocks = deadlocks(postgres);
            spec.commandLine().getErr().println("watching the log of " + log.databaseName() + " for " + time + " ...");
            String end = watch(log, locks, watched);
            LockOrder.Found found = order.find();
            List<Shapes.Shape> shapes = Shapes.of(found.deadlocks(), names::table);
            ObjectNode told = new ObjectMapper().createObjectNode();
            told.put("database", log.databaseName())
                    .put("watched_ms", watched.toMillis())
                    .put("transactions", counts[0])
                    .put("row_locks", counts[1])
                    .put("deadlocks", deadlocks(postgres) - deadlocks)
                    .put("latent", found.deadlocks().size())
                    .put("whole", found.whole());
            tell(shapes, new RowNames(log, locks, names, end), told);
            if (out != null) {
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(out.toFile(), told);
            }
            return fail && !found.deadlocks().isEmpty() ? ExitCode.GATE_FAILED.code() : ExitCode.PASS.code();
        }
    }

    private Duration duration() {
        Matcher matcher = DURATION.matcher(time);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--for " + time + ": expected a time such as 500ms, 60s, 5m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private Connection connect() throws MachineException {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), url + ": expected a URL such as postgresql://user@127.0.0.1:5432/orders");
        }
        Properties settings = new Properties();
        String user = matcher.group(1) == null ? System.getenv("PGUSER") : matcher.group(1);
        String password = matcher.group(2) == null ? System.getenv("PGPASSWORD") : matcher.group(2);
        if (user != null) {
            settings.setProperty("user", user);
        }
        if (password != null) {
            settings.setProperty("password", password);
        }
        settings.setProperty("connectTimeout", "10");
        settings.setProperty("socketTimeout", "60");
        settings.setProperty("ApplicationName", "gridlock-locks");
        try {
            return DriverManager.getConnection("jdbc:postgresql://" + matcher.group(3), settings);
        } catch (SQLException e) {
            throw new MachineException("cannot connect to " + matcher.group(3) + ": " + e.getMessage(), e);
        }
    }

    /** Those that did happen, by the server's own count. */
    private static long deadlocks(Connection postgres) throws SQLException {
        try (Statement statement = postgres.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** @return up to where the log was read */
    private static String watch(WalLog log, RowLocks locks, Duration watched) throws MachineException, SQLException {
        long end = System.nanoTime() + watched.toNanos();
        String from = log.end();
        boolean goesOn = true;
        while (goesOn) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            try {
                Thread.sleep(Math.clamp(left, 0, BETWEEN_LOOKS.toMillis()));
            } catch (InterruptedException e) {
                goesOn = false; // Ctrl-C: what was seen until then is told
            }
            from = log.read(from, locks::add);
            goesOn &= left > 0;
        }
        return from;
    }

    private void tell(List<Shapes.Shape> shapes, RowNames rows, ObjectNode told) throws MachineException, SQLException {
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                Locale.ROOT,
                "%,d transactions locked %,d rows; %,d deadlocks happened meanwhile%n",
                told.get("transactions").asLong(),
                told.get("row_locks").asLong(),
                told.get("deadlocks").asLong());
        ArrayNode array = told.putArray("shapes");
        if (shapes.isEmpty()) {
            print.println("no two of them can deadlock by their row locks");
        }
        int number = 0;
        for (Shapes.Shape shape : shapes) {
            ObjectNode json = array.addObject().put("circles", shape.circles());
            boolean shown = ++number <= SHAPES_SHOWN;
            if (shown) {
                print.printf(
                        Locale.ROOT,
                        "%nlatent deadlock %d: %,d circle%s of rows%n",
                        number,
                        shape.circles(),
                        shape.circles() == 1 ? "" : "s");
                shape.steps().forEach(step -> print.println("  a transaction " + step));
            }
            ArrayNode parts = json.putArray("transactions");
            for (Part part : shape.example().parts()) {
                String holds = rows.name(part.holds()).toString();
                String wants = rows.name(part.wants()).toString();
                parts.addObject()
                        .put("xid", part.xid())
                        .put("holds", holds)
                        .put("holds_mode", part.holds().mode().sql())
                        .put("wants", wants)
                        .put("wants_mode", part.wants().mode().sql());
                if (shown) {
                    print.printf(Locale.ROOT, "  e.g. %d%n", part.xid());
                    print.printf(
                            "    locked  %s  %s%n", holds, part.holds().mode().sql());
                    print.printf(
                            "    then    %s  %s%n", wants, part.wants().mode().sql());
                }
            }
        }
        if (shapes.size() > SHAPES_SHOWN) {
            print.printf(Locale.ROOT, "%nand %d more shapes (--out has them)%n", shapes.size() - SHAPES_SHOWN);
        }
        if (!shapes.isEmpty()) {
            print.println(
                    "\nTake such rows in one order everywhere, e.g. SELECT … ORDER BY key FOR UPDATE before they are changed.");
        }
        if (!told.get("whole").asBoolean()) {
            print.println("There was too much to look at all of it: there may be more.");
        }
        print.println("Not seen: locks on tables, advisory locks, and unique keys that are being inserted.");
    }
}
