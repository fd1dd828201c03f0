package dev.gridlock.cli;

/**
 * The first class of the harness's JVM. It needs nothing but the JDK, so that a build of which a part is missing is told
 * as that: a JVM ends with 1 when its main class throws, and 1 is a failed gate.
 *
 * <p>With {@code -Dgridlock.start=only} it ends at once: so the launcher tries whether a JVM starts at all.
 */
public final class Start {

    private Start() {}

    public static void main(String[] arguments) {
        if ("only".equals(System.getProperty("gridlock.start"))) {
            return;
        }
        try {
            Main.main(arguments);
        } catch (LinkageError missing) {
            System.err.println("gridlock: " + notWhole(missing));
            // Nothing was started, and what waits for an orderly end may be what is missing.
            Runtime.getRuntime().halt(3);
        }
    }

    /** What to say of a class that is not there, or not as it was when others were compiled against it. */
    static String notWhole(LinkageError missing) {
        return "the build is not whole: " + missing
                + "\n  build it again (rm -r target, then start ./gridlock), or install it again";
    }
}
