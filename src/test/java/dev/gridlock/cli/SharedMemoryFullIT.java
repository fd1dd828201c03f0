package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A {@code /dev/shm} without a free byte, in a mount namespace of the launcher's own. */
@Isolated("its verdicts need the machine")
class SharedMemoryFullIT {

    private static final String FULL = """
            mount -t tmpfs -o size=64k tmpfs /dev/shm
            head -c 1M /dev/zero >/dev/shm/full 2>/dev/null || :
            """;

    @Test
    void postgresStartsAndSmokePasses() throws Exception {
        Mounts.require("SharedMemoryFullIT.postgresStartsAndSmokePasses");
        try (Place place = new Place()) {
            Path smoke = Place.CHECKOUT.resolve("scenarios/smoke.yml");
            try (Launched run = Launched.startBy(
                    Mounts.ownNamespace(FULL),
                    Place.CHECKOUT,
                    Map.of("TMPDIR", place.temporary().toString()),
                    place.folder(),
                    List.of(
                            "run",
                            smoke.toString(),
                            "--provider",
                            "native",
                            "--target",
                            "bounded",
                            "--out",
                            place.runs().toString()))) {
                run.awaitSaid("/dev/shm has 0 MiB free: PostgreSQL keeps its dynamic shared memory in files");
                assertThat(run.exitCode()).as(run.said() + run.printed()).isZero();
                assertThat(run.printed()).contains("verdict: pass");
            }
            place.assertNothingIsLeft();
        }
    }
}
