package dev.gridlock.witness;

import dev.gridlock.witness.LatentDeadlock.Part;
import dev.gridlock.witness.LockedTransaction.Lock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Latent deadlocks that are alike: made of the same steps, "holds a row of this table in this mode, wants one of that". A longer
 * circle of the same steps as a shorter one is the same mistake.
 */
public final class Shapes {

    private Shapes() {}

    /**
     * A shape.
     *
     * @param steps what its transactions hold and then want, in words
     * @param circles how many circles of rows have it
     * @param example the shortest of them
     */
    public record Shape(List<String> steps, int circles, LatentDeadlock example) {}

    /** Those of the fewest transactions first, then the most frequent. */
    public static List<Shape> of(List<LatentDeadlock> deadlocks, Function<Long, String> tableName) {
        Map<String, List<LatentDeadlock>> alike = new TreeMap<>();
        for (LatentDeadlock deadlock : deadlocks) {
            alike.computeIfAbsent(String.join("\n", steps(deadlock, tableName)), _ -> new ArrayList<>())
                    .add(deadlock);
        }
        return alike.entrySet().stream()
                .map(shape -> new Shape(
                        List.of(shape.getKey().split("\n")), shape.getValue().size(), shortest(shape.getValue())))
                .sorted(Comparator.<Shape>comparingInt(
                                shape -> shape.example().parts().size())
                        .thenComparing(Comparator.comparingInt(Shape::circles).reversed()))
                .toList();
    }

    private static LatentDeadlock shortest(List<LatentDeadlock> alike) {
        return alike.stream()
                .min(Comparator.comparingInt(deadlock -> deadlock.parts().size()))
                .orElseThrow();
    }

    private static List<String> steps(LatentDeadlock deadlock, Function<Long, String> tableName) {
        return deadlock.parts().stream()
                .map(part -> step(part, tableName))
                .distinct()
                .sorted()
                .toList();
    }

    private static String step(Part part, Function<Long, String> tableName) {
        return "holds " + words(part.holds(), tableName)
                + (part.holds().row().equals(part.wants().row())
                        ? " and wants the same row " + part.wants().mode().sql()
                        : ", wants " + words(part.wants(), tableName));
    }

    private static String words(Lock lock, Function<Long, String> tableName) {
        return "a row of " + tableName.apply(lock.row().relation()) + " "
                + lock.mode().sql();
    }
}
