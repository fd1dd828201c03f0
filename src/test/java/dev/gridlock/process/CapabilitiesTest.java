package dev.gridlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    @Test
    void dockersDefaultsAreEnough() {
        assertThat(Capabilities.missing("Name:\tjava\nCapEff:\t00000000a80425fb\n"))
                .isEmpty();
    }

    @Test
    void eachThatIsMissingIsNamed() {
        assertThat(Capabilities.missing("CapEff:\t0000000000000000\n"))
                .containsExactly("CHOWN", "DAC_OVERRIDE", "KILL", "SETGID", "SETUID");
        assertThat(Capabilities.missing("CapEff:\t000001ffffffff7f\n")).containsExactly("SETUID");
    }

    @Test
    void aKernelThatDoesNotSayIsTried() {
        assertThat(Capabilities.missing("Name:\tjava\n")).isEmpty();
    }
}
