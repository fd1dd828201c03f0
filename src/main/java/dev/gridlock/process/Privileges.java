package dev.gridlock.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who this process is, and the {@code setpriv} words that tie a child to it or make it somebody else. */
public final class Privileges {

    private static final Optional<Path> SETPRIV = Executables.onPath("setpriv");
    private static final Optional<Path> SETSID = Executables.onPath("setsid");

    private static final int UID = ownUid();

    private Privileges() {}

    /** Whether this process runs as root, which PostgreSQL and PgBouncer refuse to. */
    public static boolean isRoot() {
        return UID == 0;
    }

    /** User id of this process. */
    public static int uid() {
        return UID;
    }

    /** This user's name; empty when the id has none, as ids that a container was given often have none. */
    public static Optional<String> userName() {
        return Optional.of(System.getProperty("user.name")).filter(name -> !name.equals("?"));
    }

    /** The user that servers run as when we are root: {@code nobody}; empty for an ordinary user. */
    public static Optional<String> serverUser() {
        return isRoot() ? Optional.of("nobody") : Optional.empty();
    }

    /** Linux tells by {@code /proc}; elsewhere the name has to do. */
    private static int ownUid() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name")) ? 0 : -1;
        }
    }

    static List<String> wrap(ChildProcess.Command command) throws MachineException {
        if (SETPRIV.isEmpty()) {
            if (command.user().isPresent()) {
                throw withoutSetpriv(command.name(), command.user().get());
            }
            return command.arguments();
        }
        List<String> words = new ArrayList<>();
        // A session of its own: Ctrl-C in the terminal reaches the harness alone, which ends the parts in order. setsid
        // execs without a fork here (we are no group leader after the fork), so the process id stays the same.
        SETSID.ifPresent(setsid -> words.add(setsid.toString()));
        words.addAll(List.of(SETPRIV.get().toString(), "--pdeathsig", command.deathSignal()));
        command.user().ifPresent(user -> words.addAll(identity(user)));
        words.add("--");
        words.addAll(command.arguments());
        return words;
    }

    /** The words before a command that is to run as another user. */
    static List<String> become(String user) throws MachineException {
        List<String> words = new ArrayList<>();
        words.add(SETPRIV.orElseThrow(() -> withoutSetpriv("a server", user)).toString());
        words.addAll(identity(user));
        words.add("--");
        return words;
    }

    private static List<String> identity(String user) {
        return List.of("--reuid", user, "--regid", groupOf(user), "--clear-groups");
    }

    private static MachineException withoutSetpriv(String name, String user) {
        return new MachineException(
                name + " refuses to run as root, and setpriv (util-linux) is not on PATH to start it as " + user
                        + "; install util-linux or run as an ordinary user");
    }

    /** Debian calls nobody's group nogroup, others nobody. */
    private static String groupOf(String user) {
        try {
            boolean nogroup =
                    Files.readAllLines(Path.of("/etc/group")).stream().anyMatch(l -> l.startsWith("nogroup:"));
            return user.equals("nobody") && nogroup ? "nogroup" : user;
        } catch (IOException e) {
            return user;
        }
    }
}
