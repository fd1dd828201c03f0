package dev.gridlock.baseline;

import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What decides how fast a machine is, as far as it says so itself. Two machines with the same parts may still differ by
 * their neighbours; two with other parts never have comparable times.
 *
 * @param parts {@code arch}, {@code cores}, {@code cpu}, {@code memory} and {@code provider}, by name: containers on the same
 *     hardware are another machine to the database
 */
public record Machine(SequencedMap<String, String> parts) {

    private static final double GIB = 1L << 30;

    public Machine {
        TreeMap<String, String> plain = new TreeMap<>();
        // A processor's name has runs of blanks, which a line of words does not keep.
        parts.forEach((name, value) -> plain.put(name, value.strip().replaceAll("\\s+", " ")));
        parts = plain;
    }

    /**
     * The machine of a run.
     *
     * @param facts rows of the recording's table {@code run}
     */
    public static Machine of(Map<String, String> facts) {
        TreeMap<String, String> parts = new TreeMap<>();
        for (String part : new String[] {"arch", "cores", "cpu"}) {
            parts.put(part, Objects.requireNonNullElse(facts.get("machine." + part), "unknown"));
        }
        parts.put("memory", gibibytes(facts.get("machine.memory_bytes")));
        parts.put("provider", Objects.requireNonNullElse(facts.get("provider"), "unknown"));
        return new Machine(parts);
    }

    /** In one line, for messages. */
    public String text() {
        return parts.get("cpu") + ", " + parts.get("cores") + " cores, " + parts.get("memory") + ", "
                + parts.get("arch") + ", provider " + parts.get("provider");
    }

    /** In whole GiB: a kernel that keeps some MiB more for itself makes no other machine. */
    private static String gibibytes(@Nullable String bytes) {
        if (bytes == null || !bytes.matches("\\d{1,18}")) {
            return "unknown";
        }
        return Math.round(Long.parseLong(bytes) / GIB) + "GiB";
    }
}
