package dev.gridlock.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Gridlock's version from the jar's manifest. */
public final class Version implements IVersionProvider {

    /** The version, {@code development} when not run from a jar. */
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"gridlock " + text(), "Java " + Runtime.version()};
    }
}
