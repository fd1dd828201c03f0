package dev.gridlock.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The valid name that a misspelt one was meant to be. */
final class NearestName {

    private static final double ALIKE = 0.85;

    private NearestName() {}

    /** Empty when none is near enough to be a good guess. */
    static Optional<String> of(String written, Collection<String> valid) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        Optional<String> typo = valid.stream()
                .filter(name -> distance.apply(written, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparing(name -> distance.apply(written, name)));
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        return typo.or(() -> valid.stream()
                .filter(name -> similarity.apply(written, name) >= ALIKE)
                .max(Comparator.comparing(name -> similarity.apply(written, name))));
    }

    /** What to write instead: the near name, or all valid ones where none is near. */
    static String guess(String written, Collection<String> valid) {
        return of(written, valid).map(name -> name + "?").orElseGet(() -> "one of " + String.join(", ", valid));
    }

    /** What to write instead: the near name, if any, and all valid ones. */
    static String advice(String written, Collection<String> valid) {
        String all = "one of " + String.join(", ", valid);
        return of(written, valid).map(name -> name + "? Or " + all).orElse(all);
    }
}
