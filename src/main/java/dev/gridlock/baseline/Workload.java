package dev.gridlock.baseline;

import dev.gridlock.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The work that a scenario gives its targets. Where it differs, figures can't be compared; the targets' own settings and
 * the database's limits are no part of it, since they are what a change is made of.
 *
 * @param parts {@code chaos}, {@code fleet}, {@code load}: a short hash each; {@code seed}: itself
 */
public record Workload(SequencedMap<String, String> parts) {

    private static final int HASH_BYTES = 6;

    public Workload {
        parts = new TreeMap<>(parts);
    }

    public static Workload of(Scenario scenario) {
        TreeMap<String, String> parts = new TreeMap<>();
        parts.put("chaos", hash(scenario.chaos()));
        parts.put("fleet", hash(scenario.fleet()));
        parts.put("load", hash(scenario.load()));
        parts.put("seed", Long.toString(scenario.seed()));
        return new Workload(parts);
    }

    /** Names of the parts that are not the same; empty when the work is. */
    public List<String> differences(Workload other) {
        return parts.keySet().stream()
                .filter(part -> !Objects.equals(parts.get(part), other.parts().get(part)))
                .toList();
    }

    /** Records write themselves with all their values, in order. */
    private static String hash(Object block) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256").digest(block.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
