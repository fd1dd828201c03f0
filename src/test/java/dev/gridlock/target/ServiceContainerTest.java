package dev.gridlock.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.ServicePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceContainerTest {

    private static final ServiceContainer CONTAINER = new ServiceContainer(
            new ServicePlace.Containers(
                    new DatabaseAddress("toxiproxy", 6_432, "fleet", "application", "s3cret"),
                    "gridlock/gridlock:0.1",
                    "gridlock",
                    Map.of("dev.gridlock.run", "1a2b", "dev.gridlock.owner.pid", "42")),
            "my-fix",
            new TargetSpec.Naive(100, Duration.ofSeconds(5), 512L << 20),
            Path.of("/runs/a,b \"c\"/raw"),
            Path.of("/runs/log"));

    private final List<String> words =
            CONTAINER.arguments("1000:1001", List.of("-Xmx512m"), List.of("--target", "my-fix"));

    @Test
    void whatRunsIsTheServiceOfTheImage() {
        int image = words.indexOf("gridlock/gridlock:0.1");
        assertThat(words.subList(image - 2, image)).containsExactly("--entrypoint", "java");
        assertThat(words.subList(image + 1, words.size()))
                .startsWith("-Xmx512m")
                .containsSequence("dev.gridlock.target.ServiceMain", "--target", "my-fix");
    }

    @Test
    void itIsFoundByItsKindAndPublishedOnThisMachineOnly() {
        assertThat(words)
                .containsSequence("--network", "gridlock", "--network-alias", "naive")
                .containsSequence("--publish", "127.0.0.1::8080");
    }

    @Test
    void itCannotOutliveTheHarnessAndIsKnownAsOurs() {
        assertThat(words)
                .contains("--rm", "--interactive")
                .containsSequence("--name", "gridlock-1a2b-my-fix")
                .containsSequence("--label", "dev.gridlock.run=1a2b")
                .containsSequence("--label", "dev.gridlock.owner.pid=42");
    }

    @Test
    void itNeverPulls() {
        assertThat(words).containsSequence("--pull", "never");
    }

    @Test
    void itWritesItsJournalAsTheOwnerOfTheFolder() {
        assertThat(words)
                .containsSequence("--user", "1000:1001")
                .containsSequence("--mount", "type=bind,\"source=/runs/a,b \"\"c\"\"/raw\",target=/journal");
    }

    @Test
    void anotherBuildIsPutInPlaceOfTheImages() {
        ServicePlace.Containers own = CONTAINER.place();
        ServicePlace.Containers other = new ServicePlace.Containers(
                own.application(), own.image(), own.network(), own.labels(), Optional.of(Path.of("/other/target")));
        List<String> mounted = new ServiceContainer(other, "my-fix", CONTAINER.spec(), CONTAINER.raw(), CONTAINER.log())
                .arguments("1000:1001", List.of(), List.of());
        assertThat(mounted)
                .containsSequence("--mount", "type=bind,\"source=/other/target\",target=/opt/gridlock/target,readonly");
        assertThat(words).noneMatch(word -> word.contains("target=/opt/gridlock/target"));
    }

    @Test
    void thePasswordIsOnNoCommandLine() {
        assertThat(words)
                .containsSequence("--env", ServiceArguments.PASSWORD)
                .noneMatch(word -> word.contains("s3cret"));
    }
}
