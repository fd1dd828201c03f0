package dev.gridlock.recording.sampler;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.ServiceSettings;
import dev.gridlock.stack.Stack;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a session of the service still had the demanded settings when its target had ended. They were checked before the first
 * target began; since then somebody may have set others for its role, its database or the server.
 */
public final class SessionSettings {

    private static final String SOURCE = "settings";

    private SessionSettings() {}

    /**
     * Writes {@code settings-events.csv}: an event {@code other_setting} for each that is another one, or {@code settings_not_read}.
     * After {@link Counters#end}, which has ended the backends that were there: a new one has what is set now.
     *
     * @param raw the target's folder
     */
    public static void end(Stack stack, PostgresSpec demanded, Path raw, RunClock clock) {
        try (SegmentFile events =
                new SegmentFile(raw.resolve("settings-events.csv"), List.of("at_ns", "source", "kind", "message"))) {
            try {
                for (String difference : ServiceSettings.differences(stack, demanded)) {
                    events.append(
                            clock.nanos(),
                            SOURCE,
                            "other_setting",
                            difference.lines().findFirst().orElse(""));
                }
            } catch (MachineException e) {
                events.append(clock.nanos(), SOURCE, "settings_not_read", e.getMessage());
            }
        }
    }
}
