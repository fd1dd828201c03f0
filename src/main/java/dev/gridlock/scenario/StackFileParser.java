package dev.gridlock.scenario;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A stack file to a {@link StackFile}, or every mistake in it. */
public final class StackFileParser {

    private static final Key<String> HOST = Key.required("host", host(), "where it is reached");
    private static final Key<Integer> PORT = Key.required("port", Numbers.count(1, 65_535, "15432"), "its port there");
    private static final Key<URI> API = Key.required("api", api(), "Toxiproxy's HTTP API");
    private static final Key<Integer> PGBOUNCER =
            Key.required("pgbouncer", Numbers.count(1, 65_535, "6432"), "port of the proxy before PgBouncer");
    private static final Key<Integer> POSTGRES =
            Key.required("postgres", Numbers.count(1, 65_535, "15433"), "port of the proxy before PostgreSQL");
    private static final Key<String> IMAGE =
            Key.required("image", Words.image("gridlock/gridlock:0.1"), "image of the harness");
    private static final Key<String> NETWORK = Key.required(
            "network",
            Words.matching("the name of a container network", "[A-Za-z0-9][A-Za-z0-9_.-]*", "gridlock"),
            "network that the stack is on");
    private static final Key<String> PASSWORD_ENV = Key.required(
            "password_env",
            Words.matching("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]*", "GRIDLOCK_PASSWORD"),
            "where the password is");

    private static final String LOCALHOST = "127.0.0.1";

    /** Written out, so that nobody's name server or hosts file is asked where a run drops tables. */
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");

    private StackFileParser() {}

    /** Where the parts may be. */
    public enum Reach {
        /** On this machine only: what a run needs. */
        THIS_MACHINE,
        /** Anywhere, e.g. by their names on a container network: for a service. */
        ANYWHERE
    }

    /**
     * Reads and checks a stack file.
     *
     * @throws ScenarioException with every mistake
     */
    public static StackFile parse(Path file, Reach reach) throws ScenarioException {
        Problems problems = new Problems();
        Optional<String> text = SourceText.read(file, Document.STACK_FILE, problems);
        problems.throwIfAny();
        return parse(file.toString(), text.orElseThrow(), reach);
    }

    static StackFile parse(String source, String text, Reach reach) throws ScenarioException {
        Problems problems = new Problems();
        Optional<Yaml> root = YamlTree.ofFile(source, text, Document.STACK_FILE, problems);
        if (root.isEmpty()) {
            problems.throwIfAny();
        }
        StackFile stack = read(new MappingReader("", root.orElseThrow().at(), root, problems), reach);
        problems.throwIfAny();
        return stack;
    }

    private static StackFile read(MappingReader in, Reach reach) {
        in.allow(List.of("postgres", "pgbouncer", "toxiproxy", "password_env", "targets"));
        MappingReader postgres = in.block("postgres");
        MappingReader pgbouncer = in.block("pgbouncer");
        MappingReader toxiproxy = in.block("toxiproxy");
        toxiproxy.allow(List.of(API.name(), PGBOUNCER.name(), POSTGRES.name()));
        StackFile stack = new StackFile(
                address(postgres),
                address(pgbouncer),
                new StackFile.Toxiproxy(host(toxiproxy.read(API)), toxiproxy.read(PGBOUNCER), toxiproxy.read(POSTGRES)),
                in.read(PASSWORD_ENV),
                in.child("targets").map(_ -> targets(in.block("targets"))));
        if (reach == Reach.THIS_MACHINE) {
            requireThisMachine(postgres, HOST, stack.postgres().host());
            requireThisMachine(pgbouncer, HOST, stack.pgbouncer().host());
            requireThisMachine(toxiproxy, API, stack.toxiproxy().api().getHost());
        }
        requireDifferent(stack, postgres, pgbouncer, toxiproxy);
        return stack;
    }

    private static StackFile.Address address(MappingReader in) {
        in.allow(List.of(HOST.name(), PORT.name()));
        return new StackFile.Address(host(in.read(HOST)), in.read(PORT));
    }

    /** {@code localhost} is 127.0.0.1, whatever this machine says: a file that maps it elsewhere has led a run there. */
    private static String host(String name) {
        return "localhost".equals(name) ? LOCALHOST : name;
    }

    private static URI host(URI api) {
        return "localhost".equals(api.getHost()) ? URI.create("http://" + LOCALHOST + ":" + api.getPort()) : api;
    }

    private static StackFile.Targets targets(MappingReader in) {
        in.allow(List.of(IMAGE.name(), NETWORK.name(), HOST.name(), PORT.name()));
        return new StackFile.Targets(
                in.read(IMAGE), in.read(NETWORK), new StackFile.Address(in.read(HOST), in.read(PORT)));
    }

    private static void requireThisMachine(MappingReader in, Key<?> key, String host) {
        if (in.sound(key) && !LOOPBACK.matcher(host).matches()) {
            in.problems()
                    .add(
                            in.at(key),
                            in.path(key.name()) + " is not this machine: a run drops tables there, and has one clock",
                            Found.text(host),
                            LOCALHOST + ", where a stack of this machine publishes its ports; target takes others by"
                                    + " --i-own-this-database");
        }
    }

    /** A proxy's port that is a part's own would make a run without its faults. */
    private static void requireDifferent(
            StackFile stack, MappingReader postgres, MappingReader pgbouncer, MappingReader toxiproxy) {
        Map<StackFile.Address, String> seen = new HashMap<>();
        StackFile.Toxiproxy proxies = stack.toxiproxy();
        requireNew(postgres, PORT, stack.postgres(), seen);
        requireNew(pgbouncer, PORT, stack.pgbouncer(), seen);
        requireNew(
                toxiproxy,
                API,
                new StackFile.Address(proxies.api().getHost(), proxies.api().getPort()),
                seen);
        requireNew(toxiproxy, PGBOUNCER, proxies.proxy(FaultSpec.ProxyName.PGBOUNCER), seen);
        requireNew(toxiproxy, POSTGRES, proxies.proxy(FaultSpec.ProxyName.POSTGRES), seen);
    }

    private static void requireNew(
            MappingReader in, Key<?> key, StackFile.Address address, Map<StackFile.Address, String> seen) {
        if (!in.sound(key)) {
            return;
        }
        String other = seen.putIfAbsent(address, in.path(key.name()));
        if (other != null) {
            in.problems()
                    .add(
                            in.at(key),
                            in.path(key.name()) + " is the address of " + other + " too",
                            Found.text(address.toString()),
                            "the port of each part, and of each proxy before it");
        }
    }

    private static Quantity<String> host() {
        return Words.matching(
                "a host's name or IPv4 address", "[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?", "127.0.0.1");
    }

    /** With its port, and nothing behind it. */
    private static Quantity<URI> api() {
        return new Quantity<>(
                "an address http://HOST:PORT",
                "http://127.0.0.1:8474",
                text -> {
                    try {
                        URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                        boolean whole = "http".equals(uri.getScheme())
                                && uri.getHost() != null
                                && uri.getPort() > 0
                                && uri.getPort() <= 65_535
                                && uri.toString().equals("http://" + uri.getHost() + ":" + uri.getPort());
                        if (whole) {
                            return uri;
                        }
                    } catch (URISyntaxException e) {
                        // the same as one that is no address of ours
                    }
                    throw new Malformed("is not such an address");
                },
                URI::toString);
    }
}
