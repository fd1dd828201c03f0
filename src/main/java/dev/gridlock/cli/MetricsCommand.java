package dev.gridlock.cli;

import dev.gridlock.recording.metric.Metrics;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The catalogue that gates may name. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        description = "Lists every metric that a gate may name, with its unit and where it comes from.")
final class MetricsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (Definition metric : Metrics.catalogue().metrics()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%-28s %-12s %s%n",
                            metric.name(),
                            metric.unit().name().toLowerCase(Locale.ROOT),
                            metric.meaning());
        }
        return ExitCode.PASS.code();
    }
}
