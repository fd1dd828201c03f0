package dev.gridlock.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who this process is, and the {@code setpriv} words that tie a child to it or make it somebody else. */
public final class Privileges {

    private static final Optional<Path> SETPRIV = Executables.onPath("setpriv");
    private static final Optional<Path> SETSID = Executables.onPath("setsid");

    private Privileges() {}

    /** Whether this process runs as root, which PostgreSQL and PgBouncer refuse to. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The user that servers run as when we are root: {@code nobody}; empty for an ordinary user. */
    public static Optional<String> serverUser() {
        return isRoot() ? Optional.of("nobody") : Optional.empty();
    }

    static List<String> wrap(ChildProcess.Command command) throws MachineException {
        if (SETPRIV.isEmpty()) {
            if (command.user().isPresent()) {
                throw new MachineException(command.name()
                        + " refuses to run as root, and setpriv (util-linux) is not on" + " PATH to start it as "
                        + command.user().get() + "; install util-linux or run as an ordinary user");
            }
            return command.arguments();
        }
        List<String> words = new ArrayList<>();
        // A session of its own: Ctrl-C in the terminal reaches the harness alone, which ends the parts in order. setsid
        // execs without a fork here (we are no group leader after the fork), so the process id stays the same.
        SETSID.ifPresent(setsid -> words.add(setsid.toString()));
        words.addAll(List.of(SETPRIV.get().toString(), "--pdeathsig", command.deathSignal()));
        command.user()
                .ifPresent(user -> words.addAll(List.of("--reuid", user, "--regid", groupOf(user), "--clear-groups")));
        words.add("--");
        words.addAll(command.arguments());
        return words;
    }

    /** Debian calls nobody's group nogroup, others nobody. */
    private static String groupOf(String user) {
        try {
            boolean nogroup =
                    Files.readAllLines(Path.of("/etc/group")).stream().anyMatch(l -> l.startsWith("nogroup:"));
            return user.equals("nobody") && nogroup ? "nogroup" : user;
        } catch (java.io.IOException e) {
            return user;
        }
    }
}
