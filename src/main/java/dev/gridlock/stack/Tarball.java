package dev.gridlock.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A {@code .txz}, unpacked with permissions and links. */
final class Tarball {

    private Tarball() {}

    /**
     * Unpacks into an existing folder.
     *
     * @throws IOException when it cannot be read or written, or an entry would land outside the folder
     */
    static void unpack(InputStream txz, Path into) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(txz))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(into, into.resolve(entry.getName()), entry);
                Files.createDirectories(entry.isDirectory() ? path : parent(path));
                if (entry.isSymbolicLink()) {
                    inside(into, parent(path).resolve(entry.getLinkName()), entry);
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, inside(into, into.resolve(entry.getLinkName()), entry));
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, permissions(entry.getMode()));
                }
            }
        }
    }

    private static Path inside(Path folder, Path path, TarArchiveEntry entry) throws IOException {
        Path normalized = path.normalize();
        if (!normalized.startsWith(folder.normalize())) {
            throw new IOException("the archive's entry " + entry.getName() + " points outside of it");
        }
        return normalized;
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException("the archive has an entry without a folder: " + path);
        }
        return parent;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        // OWNER_READ is bit 8, …, OTHERS_EXECUTE bit 0: the order in which the enum lists them.
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode >> (8 - permission.ordinal()) & 1) == 1) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
