package dev.gridlock.cli;

import dev.gridlock.stack.NativeProvider;
import dev.gridlock.stack.StackProvider;
import picocli.CommandLine.Option;

/** {@code --provider}: what starts the stack. */
final class ProviderOption {

    /** Every provider, by the name that {@code --provider} takes. */
    enum Name {
        NATIVE
    }

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "native",
            description =
                    "What starts PostgreSQL, PgBouncer and Toxiproxy: ${COMPLETION-CANDIDATES} (processes on this machine)")
    private Name name = Name.NATIVE;

    StackProvider get(Progress progress) {
        return switch (name) {
            case NATIVE -> new NativeProvider(progress::line);
        };
    }
}
