package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariants are decided in one run: a planted damage never passes, the clean build always does. A few here; all damages and
 * twenty clean runs with {@code .ci/figures invariants}.
 */
@Isolated("its verdicts need the machine")
class InvariantsIT {

    private static final boolean ALL = Boolean.getBoolean("gridlock.invariants.all");

    private Place place;

    @BeforeEach
    void make() throws IOException {
        place = new Place();
    }

    @AfterEach
    void delete() throws IOException {
        place.close();
    }

    static Stream<PlantedDamage> damages() {
        Set<PlantedDamage> few = EnumSet.of(
                PlantedDamage.ONE_INCREMENT_LOST,
                PlantedDamage.A_STRANGER_WHO_RESTORES_A_LOAD,
                PlantedDamage.A_RETRY_THAT_DOUBLES);
        return (ALL ? EnumSet.allOf(PlantedDamage.class) : few).stream();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aPlantedDamageNeverPasses(PlantedDamage damage) throws Exception {
        Path checkout = DamagedCheckout.make(place.folder(), damage);
        try (Launched run = run(checkout)) {
            int code = run.exitCode();
            String found = run.printed()
                            .lines()
                            .filter(line -> line.matches("  (FAILED|\\? ).*|  - .*"))
                            .toList() + "";
            System.out.println("damage\t" + damage + "\texit " + code + "\t" + found);
            assertThat(code).as(run.said() + run.printed()).isIn(1, 4);
            assertThat(run.printed()).contains("verdict: " + (code == 1 ? "fail" : "inconclusive"));
            assertThat(found).as("names what it found").contains("target bounded: ");
        }
        place.assertNothingIsLeft();
    }

    /** Each round has fresh data and a verdict of its own; a count must hold in every one. */
    @Test
    void theCleanBuildAlwaysPasses() throws Exception {
        for (int times = ALL ? 5 : 1; times > 0; times--) {
            try (Launched run = run(Place.CHECKOUT, "--rounds", ALL ? "4" : "2")) {
                assertThat(run.exitCode()).as(run.said() + run.printed()).isZero();
                System.out.println("clean\t" + (ALL ? 4 : 2) + " rounds\texit 0");
            }
        }
    }

    private Launched run(Path checkout, String... options) throws IOException {
        List<String> words = Stream.concat(
                        Stream.of(
                                "run",
                                Place.INVARIANTS.toString(),
                                "--out",
                                place.runs().toString()),
                        Stream.of(options))
                .toList();
        Files.createDirectories(place.runs());
        return Launched.start(checkout, Map.of("TMPDIR", place.temporary().toString()), place.folder(), words);
    }
}
