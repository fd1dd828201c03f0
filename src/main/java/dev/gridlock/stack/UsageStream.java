package dev.gridlock.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.BlkioStatEntry;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.ThrottlingDataConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine's statistics of a container, read from its cgroup, version 1 or 2. */
final class UsageStream implements Containers.UsageFeed {

    private final AtomicReference<Containers.@Nullable Usage> latest = new AtomicReference<>();
    private final ResultCallback.Adapter<Statistics> stream;

    UsageStream(DockerClient client, String container) {
        this.stream = client.statsCmd(container).exec(new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Statistics statistics) {
                latest.set(usage(statistics));
            }
        });
    }

    @Override
    public Optional<Containers.Usage> latest() {
        return Optional.ofNullable(latest.get());
    }

    static Containers.Usage usage(Statistics statistics) {
        Optional<CpuStatsConfig> cpu = Optional.ofNullable(statistics.getCpuStats());
        Optional<ThrottlingDataConfig> throttling = cpu.map(CpuStatsConfig::getThrottlingData);
        List<BlkioStatEntry> io = Optional.ofNullable(statistics.getBlkioStats())
                .map(blkio -> blkio.getIoServiceBytesRecursive())
                .orElse(List.of());
        return new Containers.Usage(
                number(cpu.map(CpuStatsConfig::getCpuUsage), used -> used.getTotalUsage()),
                number(throttling, ThrottlingDataConfig::getThrottledPeriods),
                number(throttling, ThrottlingDataConfig::getThrottledTime),
                number(Optional.ofNullable(statistics.getMemoryStats()), memory -> memory.getUsage()),
                sum(io, "read"),
                sum(io, "write"));
    }

    private static <T> long number(Optional<T> from, Function<T, @Nullable Long> figure) {
        return from.map(figure::apply).orElse(0L);
    }

    /** Version 1 says {@code Read}, version 2 {@code read}. */
    private static OptionalLong sum(List<BlkioStatEntry> io, String operation) {
        return io.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(io.stream()
                        .filter(entry -> operation.equalsIgnoreCase(entry.getOp()))
                        .mapToLong(BlkioStatEntry::getValue)
                        .sum());
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // nothing more comes of it either way
        }
    }
}
