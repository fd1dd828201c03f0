package dev.gridlock.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for tests: the build's own (zonky), and Debian's 15 where it is there, an older version's views. */
final class PostgresBinaries {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15/bin");

    private PostgresBinaries() {}

    /** Folders with {@code initdb} and {@code postgres}. */
    static synchronized List<Path> all() throws IOException {
        List<Path> found = new ArrayList<>(List.of(unpacked()));
        if (Files.isDirectory(DEBIAN)) {
            found.add(DEBIAN);
        }
        return found;
    }

    private static Path unpacked() throws IOException {
        Path folder = TestStack.newFolder("binaries");
        try (InputStream packed = Objects.requireNonNull(
                        PostgresBinaries.class.getResourceAsStream("/postgres-linux-x86_64.txz"), "zonky's binaries");
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    path.toFile().setExecutable((entry.getMode() & 0111) != 0, false);
                }
            }
        }
        return folder.resolve("bin");
    }
}
