package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.stack.Containers;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PostgresLogs;
import dev.gridlock.stack.ServicePlace;
import dev.gridlock.stack.Stack;
import dev.gridlock.stack.StackProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One stack for several rounds of the same scenario: started by the first, stopped when this is closed. Its logs go into
 * the first round's folder.
 */
final class KeptStack implements StackProvider, AutoCloseable {

    private final StackProvider provider;
    private @Nullable Stack kept;

    KeptStack(StackProvider provider) {
        this.provider = provider;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public boolean hasContainers() {
        return provider.hasContainers();
    }

    @Override
    public Stack start(Scenario scenario, Path logs) throws MachineException, InterruptedException {
        Stack running = kept;
        if (running == null) {
            running = provider.start(scenario, logs);
            kept = running;
        }
        return new Lent(running);
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }

    /** What a round gets: it may use everything, and leaves it running. */
    private record Lent(Stack running) implements Stack {

        @Override
        public String provider() {
            return running.provider();
        }

        @Override
        public DatabaseAddress application() {
            return running.application();
        }

        @Override
        public DatabaseAddress observer() {
            return running.observer();
        }

        @Override
        public DatabaseAddress pgbouncerConsole() {
            return running.pgbouncerConsole();
        }

        @Override
        public DatabaseAddress through(ProxyName proxy) {
            return running.through(proxy);
        }

        @Override
        public URI toxiproxyApi() {
            return running.toxiproxyApi();
        }

        @Override
        public PostgresLogs postgresLogs() {
            return running.postgresLogs();
        }

        @Override
        public OptionalLong postmasterPid() {
            return running.postmasterPid();
        }

        @Override
        public ServicePlace services() {
            return running.services();
        }

        @Override
        public Optional<Containers> containers() {
            return running.containers();
        }

        @Override
        public Map<String, String> versions() {
            return running.versions();
        }

        @Override
        public void requireAlive() throws MachineException {
            running.requireAlive();
        }

        @Override
        public void close() {}
    }
}
