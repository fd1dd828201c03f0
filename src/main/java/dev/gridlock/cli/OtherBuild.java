package dev.gridlock.cli;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.MachineException;
import dev.gridlock.stack.ContainerCommand;
import dev.gridlock.stack.ServicePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Another build of the services: of another checkout of Gridlock, built by its own launcher, or of an image of Gridlock, out of
 * which it is copied. It must understand what this build tells a service to do; harness, injector and stack are this one's.
 *
 * @param name as the user gave it
 * @param folder with {@code gridlock.jar} and {@code lib/}
 * @param temporary whether that was made for the run only
 * @param version what its services are, for the recording
 */
record OtherBuild(String name, Path folder, boolean temporary, String version) implements AutoCloseable {

    /** What the recording calls services of another build, among the versions of the stack's parts. */
    static final String PART = "service";

    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._/:@-]*");
    private static final String IN_IMAGE = "/opt/gridlock/target";
    private static final int HEX_DIGITS = 12;

    /** Whether a word can be a checkout or the name of an image at all; else what is wrong with it. */
    static Optional<String> mistake(String word) {
        Path folder = Path.of(word);
        if (Files.isDirectory(folder)) {
            if (!Files.isExecutable(folder.resolve("gridlock"))) {
                return Optional.of(word + " is no checkout of Gridlock: it has no launcher ./gridlock");
            }
            return folder.toAbsolutePath().normalize().toString().contains(":")
                    ? Optional.of(
                            word + ": Java's class path cannot name a folder with a colon in its path; link to it")
                    : Optional.empty();
        }
        return IMAGE.matcher(word).matches() && !word.endsWith("/")
                ? Optional.empty()
                : Optional.of(word + ": there is no such folder, and it is no name of an image");
    }

    /**
     * Makes it ready.
     *
     * @param log where what is built or copied says how it goes
     * @throws MachineException when it cannot be built, or there is no such image
     */
    static OtherBuild of(String word, Path log, Progress progress) throws MachineException, InterruptedException {
        return Files.isDirectory(Path.of(word)) ? ofCheckout(word, log, progress) : ofImage(word, log, progress);
    }

    private static OtherBuild ofCheckout(String word, Path log, Progress progress)
            throws MachineException, InterruptedException {
        Path checkout = Path.of(word).toAbsolutePath().normalize();
        progress.line("the other build: " + checkout);
        List<String> _ = ChildProcess.run(
                ChildProcess.Command.of(
                        "the other checkout's launcher",
                        log,
                        List.of(checkout.resolve("gridlock").toString(), "--version")),
                BUILD);
        return built(word, checkout.resolve("target"), false);
    }

    private static OtherBuild ofImage(String image, Path log, Progress progress)
            throws MachineException, InterruptedException {
        progress.line("the other build: image " + image);
        Path copy;
        try {
            copy = Files.createTempDirectory("gridlock-against");
        } catch (IOException e) {
            throw new MachineException("cannot make a folder for the other build: " + e.getMessage(), e);
        }
        try {
            List<String> created = ContainerCommand.run(log, List.of("create", "--pull", "never", image));
            String container = created.getLast().strip();
            try {
                List<String> _ =
                        ContainerCommand.run(log, List.of("cp", container + ":" + IN_IMAGE + "/.", copy + "/"));
            } finally {
                List<String> _ = ContainerCommand.run(log, List.of("rm", "--force", container));
            }
            return built(image, copy, true);
        } catch (MachineException e) {
            delete(copy);
            throw new MachineException(
                    "--against " + image + ": no folder of this name, and no image of Gridlock: " + e.getMessage(), e);
        }
    }

    private static OtherBuild built(String word, Path folder, boolean temporary) throws MachineException {
        Path jar = folder.resolve("gridlock.jar");
        if (!Files.isRegularFile(jar) || !Files.isDirectory(folder.resolve("lib"))) {
            throw new MachineException("--against " + word + ": there is no gridlock.jar and lib/ in " + folder
                    + "\n  is it Gridlock? Its launcher builds them: " + word + "/gridlock --version");
        }
        return new OtherBuild(word, folder, temporary, "gridlock.jar " + hash(jar));
    }

    /** Two builds of one version differ in it. */
    private static String hash(Path jar) throws MachineException {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return HexFormat.of().formatHex(whole).substring(0, HEX_DIGITS);
        } catch (IOException e) {
            throw new MachineException("cannot read " + jar + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The same place, with services of this build. */
    ServicePlace at(ServicePlace own) {
        return switch (own) {
            case ServicePlace.ThisMachine machine ->
                new ServicePlace.ThisMachine(machine.application(), Optional.of(folder));
            case ServicePlace.Containers containers ->
                new ServicePlace.Containers(
                        containers.application(),
                        containers.image(),
                        containers.network(),
                        containers.labels(),
                        Optional.of(folder));
        };
    }

    @Override
    public void close() {
        if (temporary) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("gridlock: the copy of the other build is left in " + folder + ": " + e.getMessage());
        }
    }
}
