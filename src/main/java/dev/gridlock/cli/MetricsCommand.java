package dev.gridlock.cli;

import dev.gridlock.recording.metric.Metrics;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The catalogue that gates may name. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        description =
                "Lists every metric that a gate may name: unit, samples that a gate on it needs, meaning, and the SQL that gives it.")
final class MetricsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (Definition metric : Metrics.definitions()) {
            spec.commandLine().getOut().print(text(metric));
        }
        return ExitCode.PASS.code();
    }

    /** Three lines: what it is called and what a gate must know of it, what it means, where it comes from. */
    private static String text(Definition metric) {
        List<String> traits = new ArrayList<>(List.of(metric.unit().name().toLowerCase(Locale.ROOT)));
        if (metric.leastSamples() > 0) {
            traits.add(String.format(Locale.ROOT, "needs %,d samples", metric.leastSamples()));
        }
        traits.add(metric.windowed() ? "whole run, or during or after a fault" : "whole run");
        return String.format(
                Locale.ROOT,
                "%s  (%s)%n    %s%n    %s%n",
                metric.name(),
                String.join("; ", traits),
                metric.meaning(),
                metric.source());
    }
}
