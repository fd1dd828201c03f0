package dev.gridlock.cli;

import dev.gridlock.process.LifeSign;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
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
        return new Lent(running(scenario, logs), Optional.empty());
    }

    /** The same stack, on which the services are of another build. */
    StackProvider with(OtherBuild build) {
        return new StackProvider() {

            @Override
            public String name() {
                return KeptStack.this.name();
            }

            @Override
            public boolean hasContainers() {
                return KeptStack.this.hasContainers();
            }

            @Override
            public Stack start(Scenario scenario, Path logs) throws MachineException, InterruptedException {
                return new Lent(running(scenario, logs), Optional.of(build));
            }
        };
    }

    private Stack running(Scenario scenario, Path logs) throws MachineException, InterruptedException {
        Stack running = kept;
        if (running == null) {
            running = provider.start(scenario, logs);
            kept = running;
        }
        return running;
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }

    /**
     * What a round gets: it may use everything, and leaves it running.
     *
     * @param build of the services; empty: this program's
     */
    private record Lent(Stack running, Optional<OtherBuild> build) implements Stack {

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
        public Optional<DatabaseAddress> writeAheadLog() {
            return running.writeAheadLog();
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
            ServicePlace own = running.services();
            return build.map(other -> other.at(own)).orElse(own);
        }

        @Override
        public Optional<Containers> containers() {
            return running.containers();
        }

        @Override
        public List<LifeSign> lifeSigns() {
            return running.lifeSigns();
        }

        @Override
        public Map<String, String> versions() {
            Map<String, String> versions = new TreeMap<>(running.versions());
            build.ifPresent(other -> versions.put(OtherBuild.PART, other.version()));
            return versions;
        }

        @Override
        public void requireAlive() throws MachineException {
            running.requireAlive();
        }

        @Override
        public void close() {}
    }
}
