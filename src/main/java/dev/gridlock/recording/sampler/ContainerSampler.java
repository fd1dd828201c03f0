package dev.gridlock.recording.sampler;

import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.stack.Containers;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** CPU time, throttling, memory and block I/O of the containers, by their cgroups. */
final class ContainerSampler implements Sampler {

    private static final double NANOS_A_MILLI = 1e6;

    private final Map<ProxyName, Containers.UsageFeed> feeds = new EnumMap<>(ProxyName.class);
    private final Containers containers;
    private final SeriesSink sink;

    ContainerSampler(Containers containers, SeriesSink sink) {
        this.containers = containers;
        this.sink = sink;
        for (ProxyName part : ProxyName.values()) {
            feeds.put(part, containers.watch(part));
        }
    }

    @Override
    public String name() {
        return "containers";
    }

    @Override
    public void sample(long atNs) {
        feeds.forEach((part, feed) -> feed.latest().ifPresent(usage -> put(atNs, part, usage)));
    }

    private void put(long atNs, ProxyName part, Containers.Usage usage) {
        String series = "container." + part.name().toLowerCase(Locale.ROOT) + ".";
        sink.put(atNs, series + "cpu_ms", usage.cpuNanos() / NANOS_A_MILLI);
        sink.put(atNs, series + "throttled_ms", usage.throttledNanos() / NANOS_A_MILLI);
        sink.put(atNs, series + "throttled_periods", usage.throttledPeriods());
        sink.put(atNs, series + "memory_bytes", usage.memoryBytes());
        usage.readBytes().ifPresent(bytes -> sink.put(atNs, series + "read_bytes", bytes));
        usage.writtenBytes().ifPresent(bytes -> sink.put(atNs, series + "written_bytes", bytes));
        long killed = containers.oomKills().stream()
                .filter(kill -> kill.part() == part)
                .count();
        sink.put(atNs, series + "oom_kills", killed);
    }

    @Override
    public void close() {
        feeds.values().forEach(Containers.UsageFeed::close);
    }
}
