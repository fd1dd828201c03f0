package dev.gridlock.load;

import java.util.List;

/** Options of the injector's JVM. */
final class InjectorJvm {

    private InjectorJvm() {}

    static List<String> options() {
        return List.of(
                // Gatling reads java.lang's internals (String's bytes); it crashes without on Java 25
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xms256m",
                "-Xmx1g",
                // small heap, two cores: no collector threads beside the event loops
                "-XX:+UseSerialGC");
    }
}
