package dev.gridlock.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the kernel says of a container's CPU limit, in either version of cgroup. */
class KernelLimitsTest {

    @Test
    void theQuotaIsReadWithItsPeriod() {
        assertThat(CpuFault.millionths("20000 100000")).isEqualTo(200_000);
        assertThat(CpuFault.millionths("150000 100000\n")).isEqualTo(1_500_000);
        assertThat(CpuFault.millionths("max 100000")).isEqualTo(Long.MAX_VALUE);
        assertThat(CpuFault.millionths("-1 100000")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void throttledTimeIsInTheVersionsOwnUnit() {
        assertThat(CpuFault.throttled("nr_periods 11\nnr_throttled 4\nthrottled_time 148221949\n"))
                .isEqualTo(Duration.ofNanos(148_221_949));
        assertThat(CpuFault.throttled("usage_usec 5\nnr_throttled 1\nthrottled_usec 1500\n"))
                .isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(CpuFault.throttled("usage_usec 5\n")).isZero();
    }
}
