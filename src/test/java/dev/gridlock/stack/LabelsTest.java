package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose container may be removed: only one whose owner is known to be dead. */
class LabelsTest {

    private static final String BOOT = "0b1f-this-boot";
    private static final String NAMESPACE = "pid:[4026531836]";
    private static final String NO_SUCH_PID = "4194305"; // above the kernel's largest pid_max

    private final Map<String, String> dead = new HashMap<>(Map.of(
            Labels.RUN,
            "x",
            Labels.PID,
            NO_SUCH_PID,
            Labels.START_TICKS,
            "1",
            Labels.PROGRAM,
            "java",
            Labels.BOOT,
            BOOT,
            Labels.PID_NAMESPACE,
            NAMESPACE));

    private boolean isDead() {
        return Labels.ownerIsDead(dead, BOOT, NAMESPACE);
    }

    @Test
    void anOwnerThatIsGoneIsDead() {
        assertThat(isDead()).isTrue();
    }

    @Test
    void anOwnerOfAnEarlierBootIsDead() {
        dead.put(Labels.PID_NAMESPACE, "pid:[1]");
        dead.put(Labels.BOOT, "9e2a-an-earlier-boot");
        assertThat(isDead()).isTrue();
    }

    @Test
    void whereThisBootCannotBeReadNobodyIsKnownToBeDead() {
        assertThat(Labels.ownerIsDead(dead, Labels.UNKNOWN, NAMESPACE)).isFalse();
        dead.put(Labels.BOOT, Labels.UNKNOWN);
        assertThat(Labels.ownerIsDead(dead, Labels.UNKNOWN, NAMESPACE)).isFalse();
    }

    @Test
    void anOwnerWhoseBootWasNotReadIsNotKnownToBeDead() {
        dead.put(Labels.BOOT, Labels.UNKNOWN);
        assertThat(isDead()).isFalse();
        dead.remove(Labels.BOOT);
        assertThat(isDead()).isFalse();
    }

    @Test
    void ofAProcessInAnotherNameSpaceNothingIsKnown() {
        dead.put(Labels.PID_NAMESPACE, "pid:[4026532999]");
        assertThat(isDead()).isFalse();
        dead.put(Labels.PID_NAMESPACE, Labels.UNKNOWN);
        assertThat(isDead()).isFalse();
        assertThat(Labels.ownerIsDead(dead, BOOT, Labels.UNKNOWN)).isFalse();
    }

    @Test
    void whatWasNotWrittenByUsIsNotKnownToBeDead() {
        dead.put(Labels.PID, "none");
        assertThat(isDead()).isFalse();
    }

    @Test
    void thisProcessIsAliveByItsOwnLabels() {
        assertThat(Labels.ownerIsDead(new Labels("x").of())).isFalse();
    }
}
