package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.testcontainers.toxiproxy.ToxiproxyContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Toxiproxy in a container.
 *
 * @param ports of 127.0.0.1, by the port inside
 */
record ToxiproxyInContainer(ContainerPart part, Map<Integer, Integer> ports, String version) {

    private static final String NAME = "toxiproxy";
    private static final int API = 8474;
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);

    /**
     * Starts it, without proxies, and waits until its API answers.
     *
     * @param created sees its container, also when it does not answer
     */
    static ToxiproxyInContainer start(
            String image, ContainerPart.Ground ground, FreePorts free, Consumer<ContainerPart> created)
            throws MachineException, InterruptedException {
        return free.start(port -> {
            Map<Integer, Integer> ports = new LinkedHashMap<>(Map.of(API, port));
            for (ProxyName proxy : ProxyName.values()) {
                ports.put(inside(proxy), free.choose().getAsInt());
            }
            ToxiproxyContainer container = new ToxiproxyContainer(
                    DockerImageName.parse(image).asCompatibleSubstituteFor("ghcr.io/shopify/toxiproxy"));
            ContainerPart part = ContainerPart.start(NAME, container, ports, host -> {}, ground);
            created.accept(part);
            AtomicReference<String> version = new AtomicReference<>("");
            ToxiproxyClient client = new ToxiproxyClient("127.0.0.1", port);
            part.awaitAnswer(START_DEADLINE, () -> version.set(ToxiproxyServer.versionOf(client)));
            return new ToxiproxyInContainer(part, Map.copyOf(ports), version.get());
        });
    }

    /** Where a proxy listens in the container. */
    private static int inside(ProxyName proxy) {
        return switch (proxy) {
            case POSTGRES -> PostgresInContainer.PORT;
            case PGBOUNCER -> PgBouncerInContainer.PORT;
        };
    }

    private int port(int inside) {
        Integer port = ports.get(inside);
        if (port == null) {
            throw new IllegalStateException("Toxiproxy publishes no port " + inside);
        }
        return port;
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + port(API));
    }

    /** Makes a proxy before a part of the run's network. */
    void proxy(ProxyName name, String upstream) throws MachineException {
        try {
            new ToxiproxyClient("127.0.0.1", port(API))
                    .createProxy(name.name().toLowerCase(Locale.ROOT), "0.0.0.0:" + inside(name), upstream);
        } catch (IOException e) {
            throw part.failure("could not make the proxy \"" + name + "\": " + e);
        }
    }

    /** An address behind a proxy, through it, for who is on this machine. */
    DatabaseAddress through(ProxyName proxy, DatabaseAddress behind) {
        return behind.at("127.0.0.1", port(inside(proxy)));
    }

    /** The same for who is on the run's network. */
    DatabaseAddress inside(ProxyName proxy, DatabaseAddress behind) {
        return behind.at(NAME, inside(proxy));
    }
}
