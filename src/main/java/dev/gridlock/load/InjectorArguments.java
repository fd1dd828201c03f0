package dev.gridlock.load;

import dev.gridlock.clock.RunClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the harness tells the injector's JVM.
 *
 * @param target name of the target, which begins every call's id
 * @param baseUrl of the service, without a path
 * @param plan file of {@link PlanFile}
 * @param raw folder of the recording's CSV files
 * @param gatlingResults folder that Gatling's own report ends up in
 * @param requestTimeout a call without an answer by then is over
 */
record InjectorArguments(
        String target, URI baseUrl, Path plan, Path raw, Path gatlingResults, RunClock clock, Duration requestTimeout) {

    List<String> words() {
        return List.of(
                target,
                baseUrl.toString(),
                plan.toString(),
                raw.toString(),
                gatlingResults.toString(),
                clock.encoded(),
                requestTimeout.toString());
    }

    static InjectorArguments of(String[] words) {
        return new InjectorArguments(
                words[0],
                URI.create(words[1]),
                Path.of(words[2]),
                Path.of(words[3]),
                Path.of(words[4]),
                RunClock.decoded(words[5]),
                Duration.parse(words[6]));
    }
}
