package dev.gridlock.load;

import java.util.List;

/**
 * Options of the injector's JVM.
 *
 * <p>Tried and left out (JDK 25, 2 cores, from start to {@code ready} 1.3–1.6 s with a warm page cache, half of it the
 * warm-up): a class data archive and an AOT cache, which save nothing here, as {@code --add-opens} switches off their
 * better half, and which cost seconds to make; {@code -XX:TieredStopAtLevel=1}, which saves nothing and slows the load.
 */
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
