package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Statistics;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The engine's statistics, as the two versions of cgroup have them. */
class UsageStreamTest {

    private static Containers.Usage usage(String json) throws Exception {
        return UsageStream.usage(new ObjectMapper().readValue(json, Statistics.class));
    }

    @Test
    void readsWhatVersionTwoSays() throws Exception {
        assertThat(usage("""
                {"cpu_stats": {"cpu_usage": {"total_usage": 5000000},
                               "throttling_data": {"periods": 9, "throttled_periods": 4, "throttled_time": 148221949}},
                 "memory_stats": {"usage": 1196032, "limit": 536870912},
                 "blkio_stats": {"io_service_bytes_recursive": [
                   {"major": 8, "minor": 0, "op": "read", "value": 10}, {"major": 8, "minor": 0, "op": "write", "value": 20},
                   {"major": 8, "minor": 16, "op": "write", "value": 5}]}}
                """))
                .isEqualTo(new Containers.Usage(
                        5_000_000, 4, 148_221_949, 1_196_032, OptionalLong.of(10), OptionalLong.of(25)));
    }

    @Test
    void whatTheKernelDoesNotCountIsNotZero() throws Exception {
        Containers.Usage usage = usage("""
                {"cpu_stats": {"cpu_usage": {"total_usage": 1}}, "memory_stats": {},
                 "blkio_stats": {"io_service_bytes_recursive": []}}
                """);
        assertThat(usage.readBytes()).isEmpty();
        assertThat(usage.writtenBytes()).isEmpty();
    }
}
