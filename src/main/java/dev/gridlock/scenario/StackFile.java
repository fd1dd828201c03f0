package dev.gridlock.scenario;

import java.net.URI;
import java.util.Optional;

/**
 * Where the parts of a stack are that is there already: what {@code --stack} names.
 *
 * @param postgres past every proxy
 * @param pgbouncer past every proxy; its console is asked there
 * @param passwordEnv environment variable that holds the one password of the stack
 * @param targets how services are started as containers; empty: as JVMs of this machine
 */
public record StackFile(
        Address postgres, Address pgbouncer, Toxiproxy toxiproxy, String passwordEnv, Optional<Targets> targets) {

    /** Host and port. */
    public record Address(String host, int port) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Toxiproxy, and where its two proxies are reached: ports on the host of its API.
     *
     * @param api without a trailing slash
     */
    public record Toxiproxy(URI api, int pgbouncer, int postgres) {

        /** Where a proxy is reached. */
        public Address proxy(FaultSpec.ProxyName name) {
            return new Address(
                    api.getHost(),
                    switch (name) {
                        case PGBOUNCER -> pgbouncer;
                        case POSTGRES -> postgres;
                    });
        }
    }

    /**
     * Services as containers.
     *
     * @param image of the harness
     * @param network of the container engine that the stack is on
     * @param database what a service connects to there: the proxy "pgbouncer"
     */
    public record Targets(String image, String network, Address database) {}
}
