package dev.gridlock.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Whether the servers can be run as the user that they are to run as. */
public final class ServerUser {

    private static final int DEADLINE_SECONDS = 20;

    private ServerUser() {}

    /**
     * Checks it, before anything is made.
     *
     * @throws MachineException when this user has no name, which PostgreSQL asks for; or is root and may not become
     *     another user, which root in a container often may not
     */
    public static void require() throws MachineException, InterruptedException {
        if (Privileges.userName().isEmpty()) {
            throw new MachineException("user id " + Privileges.uid()
                    + " has no name here, and PostgreSQL's initdb asks for"
                    + " one: there is no such line in /etc/passwd\n  run as a user that has one (docker run --user), or add"
                    + " one as root: echo 'gridlock:x:" + Privileges.uid() + ":0::/tmp:/bin/sh' >> /etc/passwd");
        }
        if (!Privileges.isRoot()) {
            return;
        }
        List<String> missing = missingCapabilities();
        if (!missing.isEmpty()) {
            throw refused(
                    "it lacks " + missing.stream().map(name -> "CAP_" + name).collect(Collectors.joining(", ")),
                    "give it what it lacks (docker run"
                            + missing.stream().map(name -> " --cap-add " + name).collect(Collectors.joining()) + ")");
        }
        tryIt();
    }

    private static List<String> missingCapabilities() {
        try {
            return Capabilities.missing(Files.readString(Path.of("/proc/self/status")));
        } catch (IOException e) {
            return List.of(); // what it may not do is told by trying
        }
    }

    /** Where only some user ids are mapped (rootless containers), root has every capability and still may not. */
    private static void tryIt() throws MachineException, InterruptedException {
        String user = Privileges.serverUser().orElseThrow();
        List<String> words = new ArrayList<>(Privileges.become(user));
        words.add("true");
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw refused(said, "start the container with user ids of its own");
            }
        } catch (IOException e) {
            throw refused(String.valueOf(e.getMessage()), "install util-linux");
        }
    }

    private static MachineException refused(String why, String remedy) {
        return new MachineException("PostgreSQL and PgBouncer refuse to run as root, and root may not start them as "
                + Privileges.serverUser().orElseThrow() + " here: " + why + "\n  " + remedy
                + ", or run as an ordinary user (docker run --user)");
    }
}
