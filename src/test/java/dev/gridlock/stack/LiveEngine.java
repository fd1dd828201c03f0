package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.testcontainers.DockerClientFactory;

/**
 * Tests on a real container engine. Where none answers they are skipped, each class by its name in the output, unless
 * GRIDLOCK_DOCKER_TESTS says that there must be one: then they fail.
 */
public final class LiveEngine implements ExecutionCondition {

    /** What killed runs left on the engine: every start of a stack of containers removes it, and one test is about just that. */
    public static final String LEFTOVERS = "what killed runs left on the engine";

    private static final int LOOKS = 5;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        try {
            return switch (patientLook()) {
                case DockerEngine.Look.Answers answers -> ConditionEvaluationResult.enabled(answers.version());
                case DockerEngine.Look.Silent silent -> absent(context, silent.why());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return absent(context, "interrupted");
        }
    }

    /** The first look of a JVM on a busy machine may take all of its two seconds itself. */
    private static DockerEngine.Look patientLook() throws InterruptedException {
        DockerEngine.Look look = DockerEngine.look();
        for (int tries = 1;
                tries < LOOKS
                        && look instanceof DockerEngine.Look.Silent silent
                        && silent.why().contains("did not answer");
                tries++) {
            look = DockerEngine.look();
        }
        return look;
    }

    private static ConditionEvaluationResult absent(ExtensionContext context, String why) {
        long tests = Arrays.stream(context.getRequiredTestClass().getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .count();
        assertThat(System.getenv("GRIDLOCK_DOCKER_TESTS"))
                .as("GRIDLOCK_DOCKER_TESTS=required, and " + why)
                .isNotEqualTo("required");
        System.out.println("SKIPPED: " + context.getRequiredTestClass().getName() + " (" + tests + " tests): " + why);
        return ConditionEvaluationResult.disabled(why);
    }

    /** Everything in the engine that carries our label and this harness as its owner, by kind and name. */
    public static List<String> oursOf(long pid) {
        DockerClient client = DockerClientFactory.instance().client();
        List<String> label = List.of(Labels.PID + "=" + pid);
        Stream<String> containers = client.listContainersCmd().withShowAll(true).withLabelFilter(label).exec().stream()
                .map(container -> "container " + container.getNames()[0]);
        Stream<String> networks = client.listNetworksCmd().withFilter("label", label).exec().stream()
                .map(network -> "network " + network.getName());
        Stream<String> volumes = client.listVolumesCmd().withFilter("label", label).exec().getVolumes().stream()
                .map(volume -> "volume " + volume.getName());
        return Stream.of(containers, networks, volumes)
                .flatMap(kind -> kind)
                .sorted()
                .toList();
    }

    /** Of this JVM. */
    static List<String> ours() {
        return oursOf(ProcessHandle.current().pid());
    }
}
