package dev.gridlock.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What root may do here: in a container it often lacks some of it. */
final class Capabilities {

    private static final String EFFECTIVE = "CapEff:";

    /** What the servers' user takes, with the bits of include/uapi/linux/capability.h. */
    private static final Map<String, Integer> NEEDED = needed();

    private Capabilities() {}

    private static Map<String, Integer> needed() {
        Map<String, Integer> bits = new LinkedHashMap<>();
        bits.put("CHOWN", 0); // to give the servers their folders
        bits.put("DAC_OVERRIDE", 1); // to write their settings there
        bits.put("KILL", 5); // to end them
        bits.put("SETGID", 6); // to start them as their user
        bits.put("SETUID", 7);
        return bits;
    }

    /**
     * Those that root needs here to run the servers as another user, and has not.
     *
     * @param status text of {@code /proc/self/status}; one without the line has them all
     * @return names as {@code docker run --cap-add} takes them
     */
    static List<String> missing(String status) {
        long effective = status.lines()
                .filter(line -> line.startsWith(EFFECTIVE))
                .findFirst()
                .map(line -> Long.parseUnsignedLong(
                        line.substring(EFFECTIVE.length()).strip(), 16))
                .orElse(-1L);
        return NEEDED.entrySet().stream()
                .filter(capability -> (effective >> capability.getValue() & 1) == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
