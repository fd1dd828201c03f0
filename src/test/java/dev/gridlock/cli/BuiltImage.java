package dev.gridlock.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The image of PgBouncer that a checkout's own build of Gridlock makes: of another name than the shared one, so that it is
 * not here, and of what a test says.
 *
 * @param checkout one beside the real one
 */
record BuiltImage(Path checkout, String image) {

    /** The command of the build's only step when it never ends. */
    static final String UNENDING = "sleep 86399";

    /** Its build does not end. */
    void never() throws IOException {
        write("FROM debian:bookworm-slim\nRUN " + UNENDING + "\n");
    }

    /** Its build makes the same as another image that is here. */
    void from(String other) throws IOException {
        write("FROM " + other + "\n");
    }

    private void write(String dockerfile) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(checkout.resolve("target/gridlock.jar"))) {
            Files.writeString(jar.getPath("/docker/pgbouncer/Dockerfile"), dockerfile);
            Path names = jar.getPath("/docker/images.properties");
            Files.writeString(names, Files.readString(names).replaceAll("(?m)^pgbouncer=.*$", "pgbouncer=" + image));
        }
    }
}
