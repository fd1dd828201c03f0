package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gridlock.process.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines on which Java does not start as it should: never the code of a failed gate. */
class LauncherIT {

    private Place place;

    @BeforeEach
    void make() throws IOException {
        place = new Place();
    }

    @AfterEach
    void delete() throws IOException {
        place.close();
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -XX:+UseG1GC",
        "_JAVA_OPTIONS,     -XX:+UseZGC",
        "JAVA_TOOL_OPTIONS, -Xms4g",
        "_JAVA_OPTIONS,     -Xmx1k",
        "JDK_JAVA_OPTIONS,  -javaagent:/nowhere.jar",
        "JAVA_TOOL_OPTIONS, -agentlib:nowhere",
    })
    void threeWithTheVariableWhenJavasOptionsInTheEnvironmentClash(String variable, String options) throws Exception {
        try (Launched version = started(Map.of(variable, options), "--version")) {
            assertThat(version.exitCode()).as(version.said()).isEqualTo(3);
            assertThat(version.said())
                    .startsWith("gridlock: Java does not start")
                    .contains(variable + "=" + options);
        }
    }

    @Test
    void onlyTheVariableThatIsToBlameIsNamed() throws Exception {
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Da=b", "_JAVA_OPTIONS", "-XX:+UseZGC");
        try (Launched version = started(environment, "--version")) {
            assertThat(version.exitCode()).isEqualTo(3);
            assertThat(version.said()).contains("tells it: _JAVA_OPTIONS=-XX:+UseZGC\n");
        }
    }

    @Test
    void optionsOfTheEnvironmentThatDoNotClashAreTaken() throws Exception {
        try (Launched version = started(Map.of("JAVA_TOOL_OPTIONS", "-Da=b"), "--version")) {
            assertThat(version.exitCode()).as(version.said()).isZero();
            assertThat(version.said()).containsOnlyOnce("Picked up JAVA_TOOL_OPTIONS");
        }
    }

    @ParameterizedTest
    @CsvSource({"ulimit -n 64, open files (ulimit -n) is 64", "ulimit -v 700000, memory in KiB (-v) 700000"})
    void threeWithTheLimitWhenItKeepsJavaFromStarting(String limit, String said) throws Exception {
        List<String> limited = List.of("bash", "-c", limit + " && exec \"$0\" \"$@\"");
        try (Launched version =
                Launched.startBy(limited, Place.CHECKOUT, Map.of(), place.folder(), List.of("--version"))) {
            assertThat(version.exitCode()).as(version.said()).isEqualTo(3);
            assertThat(version.said()).contains(said);
        }
    }

    /** Enough for Java, too few for a run: said before anything is started, and by doctor. */
    @ParameterizedTest
    @ValueSource(strings = {"256", "460", "1000"})
    void threeWithTheLimitOnOpenFilesThatARunNeeds(String files) throws Exception {
        List<String> limited = List.of("bash", "-c", "ulimit -n " + files + " && exec \"$0\" \"$@\"");
        for (List<String> words : List.of(
                List.of("run", Place.TINY.toString(), "--out", place.runs().toString(), "--provider", "native"),
                List.of("doctor"))) {
            try (Launched run = Launched.startBy(limited, Place.CHECKOUT, Map.of(), place.folder(), words)) {
                assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
                assertThat(run.said() + run.printed())
                        .contains("the limit on open files (ulimit -n) is " + files, "ulimit -n 4096");
            }
        }
    }

    @Test
    void threeWithTheFileSystemThatProgramsMayNotBeRunFrom() throws Exception {
        Mounts.require("a tool cache that no program may be run from");
        Path cache = place.folder().resolve("cache");
        Files.createDirectory(cache);
        Mounts.mount(cache, "1g,noexec");
        try (Launched run = Launched.start(
                Place.CHECKOUT,
                Map.of("GRIDLOCK_CACHE", cache.toString()),
                place.folder(),
                List.of("run", Place.TINY.toString(), "--out", place.runs().toString(), "--provider", "native"))) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said())
                    .contains("the file system at " + cache + " is mounted noexec", "GRIDLOCK_CACHE")
                    .doesNotContain("\tat ");
        } finally {
            Mounts.unmount(cache);
        }
    }

    /** Nor does a run need them there, or leave a library of 70 MB behind when it is killed. */
    @Test
    void temporaryFilesMayLieWhereNoProgramMayBeRun() throws Exception {
        Mounts.require("temporary files where no program may be run");
        Mounts.mount(place.temporary(), "1200m,noexec");
        try (Launched run = place.run(Place.TINY, "--provider", "native")) {
            run.awaitSaid("bounded: fleet");
            assertThat(place.temporary().toFile().list()).noneMatch(name -> name.startsWith("libduckdb"));
            run.assertPassedBesideOtherTests();
        } finally {
            Mounts.unmount(place.temporary());
        }
    }

    /** Scenario, checkout, folder of the runs and of temporary files: each name has an umlaut, the checkout's a colon too. */
    @Test
    void anyPathWorksInALocaleWithoutUtf8() throws Exception {
        Path folder = Files.createDirectory(place.folder().resolve("Prüfung: «été»"));
        Path checkout = Place.checkoutIn(folder);
        Path scenario = Files.copy(Place.TINY, folder.resolve("Größe.yml"));
        Path temporary = Files.createDirectory(place.temporary().resolve("für: alles"));
        Path runs = folder.resolve("Läufe");
        Map<String, String> environment = Map.of("LC_ALL", "C", "TMPDIR", temporary.toString());
        try (Launched run = Launched.start(
                checkout, environment, place.folder(), List.of("run", scenario.toString(), "--out", runs.toString()))) {
            run.assertPassedBesideOtherTests();
            assertThat(run.printed()).contains("Läufe");
        }
        assertThat(runs.resolve("latest/index.html")).isNotEmptyFile();
        place.assertNothingIsLeft();
    }

    /** Java decodes names, and what cannot be decoded cannot be opened. */
    @Test
    void aNameThatIsNotUtf8IsToldAsThat() throws Exception {
        List<String> latin1 = List.of("bash", "-c", "exec \"$0\" \"$@\" $'/tmp/Gr\\xf6\\xdfe.yml'");
        try (Launched validate = started(latin1, Map.of(), "validate")) {
            assertThat(validate.exitCode()).isEqualTo(3);
            assertThat(validate.said()).contains("cannot name $'/tmp/Gr\\366\\337e.yml': it is not UTF-8");
        }
    }

    @Test
    void itStartsWithoutAHome() throws Exception {
        List<String> homeless = List.of("env", "-u", "HOME", "-u", "JAVA_HOME", "PATH=/usr/bin:/bin");
        try (Launched version =
                Launched.startBy(homeless, Place.CHECKOUT, Map.of(), place.folder(), List.of("--version"))) {
            assertThat(version.said()).doesNotContain("unbound variable");
            assertThat(version.exitCode()).as(version.said()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gridlock.jar", "lib/picocli-*.jar"})
    void aJarThatIsMissingOrCutShortIsBuiltAgain(String jar) throws Exception {
        Path checkout = Place.checkoutIn(Files.createDirectory(place.folder().resolve("checkout")));
        Path maven = standInForMaven(checkout);
        String broken = "cd \"$1\" && for jar in target/" + jar + "; do rm \"$jar\" && : >\"$jar\"; done";
        assertThat(new ProcessBuilder("bash", "-c", broken, "bash", checkout.toString())
                        .start()
                        .waitFor())
                .isZero();
        Map<String, String> environment = Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"));
        try (Launched version = Launched.start(checkout, environment, place.folder(), List.of("--version"))) {
            assertThat(version.exitCode()).as(version.said()).isZero();
            assertThat(version.said()).containsOnlyOnce("gridlock: building");
        }
    }

    /** As in an image, where there is nothing to build it from. */
    @ParameterizedTest
    @ValueSource(strings = {"gridlock.jar", "lib/picocli-*.jar", "lib"})
    void threeWhenAJarIsMissingAndThereAreNoSources(String part) throws Exception {
        Path checkout = Place.checkoutIn(Files.createDirectory(place.folder().resolve("checkout")));
        standInForMaven(checkout);
        String broken = "cd \"$1\" && rm -r pom.xml target/" + part;
        assertThat(new ProcessBuilder("bash", "-c", broken, "bash", checkout.toString())
                        .start()
                        .waitFor())
                .isZero();
        try (Launched version = Launched.start(checkout, Map.of(), place.folder(), List.of("--version"))) {
            assertThat(version.exitCode()).as(version.said()).isEqualTo(3);
            assertThat(version.said()).startsWith("gridlock: the build").contains("build it again");
        }
    }

    @Test
    void aSourceDatedInTheFutureIsBuiltOnceAndAgainWhenItChanges() throws Exception {
        Path checkout = Place.checkoutIn(Files.createDirectory(place.folder().resolve("checkout")));
        Path maven = standInForMaven(checkout);
        Path source = Files.writeString(checkout.resolve("src/main/Later.java"), "one");
        Instant later = Instant.now().plus(Duration.ofDays(400));
        Files.setLastModifiedTime(source, FileTime.from(later));
        Map<String, String> environment = Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"));
        for (String text : List.of("one", "two")) {
            Files.writeString(source, text);
            Files.setLastModifiedTime(source, FileTime.from(later));
            for (boolean builds : List.of(true, false)) {
                try (Launched version = Launched.start(checkout, environment, place.folder(), List.of("--version"))) {
                    assertThat(version.exitCode()).as(version.said()).isZero();
                    assertThat(version.said().contains("building")).as(text).isEqualTo(builds);
                }
            }
        }
    }

    /** A Maven that puts this build's jars where they belong, and does as the real one does at the end; its folder is on PATH. */
    private Path standInForMaven(Path checkout) throws Exception {
        Path target = checkout.resolve("target");
        Files.delete(target.resolve("lib"));
        Path kept = Files.createDirectories(place.folder().resolve("maven/kept"));
        Files.createDirectory(kept.resolve("lib"));
        Files.copy(target.resolve("gridlock.jar"), kept.resolve("gridlock.jar"));
        try (Stream<Path> jars = Files.list(Place.CHECKOUT.resolve("target/lib"))) {
            for (Path jar :
                    jars.filter(file -> !file.toString().contains("duckdb")).toList()) {
                Files.createSymbolicLink(kept.resolve("lib").resolve(jar.getFileName()), jar);
            }
        }
        Path maven = kept.resolveSibling("mvn");
        Files.writeString(maven, """
                #!/bin/sh
                cd '%s' && [ -e lib ] || cp -r --no-dereference '%s/lib' lib
                [ -e gridlock.jar ] || cp '%s/gridlock.jar' .
                find -L gridlock.jar lib -type f -exec wc -c {} + | LC_ALL=C sort >.built
                """.formatted(target, kept, kept));
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        assertThat(new ProcessBuilder(maven.toString()).start().waitFor()).isZero();
        return maven;
    }

    /** What a reader is sent to says something, and the same in every language. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=th -Duser.country=TH",
                "-Duser.language=de -Duser.country=DE"
            })
    void whatIsPrintedDoesNotDependOnTheLocale(String locale) throws Exception {
        for (List<String> words :
                List.of(List.of("metrics"), List.of("--help"), List.of("validate", "scenarios/smoke.yml"))) {
            try (Launched here = started(Map.of(), words.toArray(String[]::new));
                    Launched there = started(Map.of("_JAVA_OPTIONS", locale), words.toArray(String[]::new))) {
                assertThat(there.exitCode()).as(there.said()).isZero();
                assertThat(here.exitCode()).isZero();
                assertThat(there.printed()).isNotBlank().isEqualTo(here.printed());
            }
        }
    }

    /** As in a container with fewer capabilities than Docker gives. */
    @Test
    void rootThatMayNotBecomeTheServersUserIsToldWhatItLacks() throws Exception {
        assumeTrue(Privileges.isRoot(), "an ordinary user starts the servers as itself");
        List<String> confined = List.of("setpriv", "--bounding-set", "-setuid", "--inh-caps", "-setuid", "--");
        try (Launched run = startedBy(
                confined, "run", Place.TINY.toString(), "--out", place.runs().toString())) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said())
                    .contains("root may not start them as nobody here: it lacks CAP_SETUID", "--cap-add SETUID");
        }
        try (Launched doctor = startedBy(confined, "doctor")) {
            assertThat(doctor.exitCode()).isEqualTo(3);
            assertThat(doctor.printed()).contains("it lacks CAP_SETUID", "--cap-add SETUID");
        }
    }

    @Test
    void aUserIdWithoutANameIsToldWhatToDo() throws Exception {
        assumeTrue(Privileges.isRoot(), "only root may become somebody else");
        List<String> nameless = List.of("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups", "--");
        Files.setPosixFilePermissions(place.temporary(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assumeTrue(
                started(nameless, Map.of(), "--version").exitCode() == 0, "everybody must be able to read the build");
        try (Launched run = startedBy(
                nameless,
                "run",
                Place.TINY.toString(),
                "--out",
                place.temporary().toString())) {
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said()).contains("user id 54321 has no name here", "/etc/passwd", "docker run --user");
        }
    }

    private Launched startedBy(List<String> by, String... words) throws IOException {
        return started(by, Map.of("TMPDIR", place.temporary().toString(), "GRIDLOCK_PROVIDER", "native"), words);
    }

    private Launched started(List<String> by, Map<String, String> environment, String... words) throws IOException {
        return Launched.startBy(by, Place.CHECKOUT, environment, place.folder(), List.of(words));
    }

    private Launched started(Map<String, String> environment, String... words) throws IOException {
        return Launched.start(Place.CHECKOUT, environment, place.folder(), List.of(words));
    }
}
