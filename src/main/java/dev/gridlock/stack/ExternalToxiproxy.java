package dev.gridlock.stack;

import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.StackFile;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** A Toxiproxy that is there already, with proxies of the names that we use. */
record ExternalToxiproxy(StackFile.Toxiproxy at) {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private ToxiproxyClient client() {
        return new ToxiproxyClient(at.api().getHost(), at.api().getPort());
    }

    private static String word(ProxyName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** Fails when it does not answer in time; the client library would wait for ever. */
    void requireAnswer() throws IOException {
        URLConnection version = at.api().resolve("/version").toURL().openConnection();
        version.setConnectTimeout((int) ANSWER.toMillis());
        version.setReadTimeout((int) ANSWER.toMillis());
        try (InputStream answer = version.getInputStream()) {
            answer.readAllBytes();
        }
    }

    String version() throws IOException {
        return ToxiproxyServer.versionOf(client());
    }

    /**
     * What of its proxies is not as a run needs it, one sentence each: missing, switched off, or with toxics that nobody
     * of Gridlock put there, whose effect would be in the figures.
     */
    List<String> differences() throws IOException {
        List<String> wrong = new ArrayList<>();
        String reset = "\n    curl -X POST " + at.api() + "/reset";
        List<Proxy> proxies = client().getProxies();
        for (ProxyName name : ProxyName.values()) {
            List<Proxy> found = proxies.stream()
                    .filter(proxy -> proxy.getName().equals(word(name)))
                    .toList();
            if (found.isEmpty()) {
                wrong.add("Toxiproxy has no proxy \"" + word(name) + "\"; it has "
                        + proxies.stream().map(Proxy::getName).toList());
                continue;
            }
            if (!found.getFirst().isEnabled()) {
                wrong.add("the proxy \"" + word(name) + "\" is switched off" + reset);
            }
            for (Toxic toxic : found.getFirst().toxics().getAll()) {
                if (!toxic.getName().startsWith(Stack.TOXIC)) {
                    wrong.add("the proxy \"" + word(name) + "\" has the toxic \"" + toxic.getName()
                            + "\" of somebody else, which the figures would show" + reset);
                }
            }
        }
        return wrong;
    }

    /** Where a proxy listens, as itself says it: in a container this may be another port than it is reached at. */
    OptionalInt listenPort(ProxyName name) throws IOException {
        return client().getProxies().stream()
                .filter(proxy -> proxy.getName().equals(word(name)))
                .map(Proxy::getListen)
                .mapToInt(listen -> Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1)))
                .findFirst();
    }

    /**
     * Removes the toxics that a run put there.
     *
     * @return what was removed, one sentence each
     */
    List<String> removeOurs() throws IOException {
        List<String> removed = new ArrayList<>();
        for (ProxyName name : ProxyName.values()) {
            for (Toxic toxic : client().getProxy(word(name)).toxics().getAll()) {
                if (toxic.getName().startsWith(Stack.TOXIC)) {
                    toxic.remove();
                    removed.add("removed the toxic \"" + toxic.getName() + "\" of the proxy \"" + word(name) + "\"");
                }
            }
        }
        return removed;
    }
}
