package dev.gridlock.stack;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import dev.gridlock.process.Privileges;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folders that servers running as another user share with us. */
final class Folders {

    private Folders() {}

    /** Deletes a folder and all in it, without following links; nothing there is no error. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // a server that is just ending tidies up too
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Gives every user the right to read (and run) what its owner may, whatever the umask was. */
    static void letEveryoneRead(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (Files.isSymbolicLink(path)) {
                    continue;
                }
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
                permissions.add(PosixFilePermission.GROUP_READ);
                permissions.add(PosixFilePermission.OTHERS_READ);
                if (permissions.contains(PosixFilePermission.OWNER_EXECUTE)) {
                    permissions.add(PosixFilePermission.GROUP_EXECUTE);
                    permissions.add(PosixFilePermission.OTHERS_EXECUTE);
                }
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }

    /** Makes a file or folder private to the user that the servers run as. */
    static void giveToServers(Path path) throws IOException {
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        if (Privileges.serverUser().isPresent()) {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            view.setOwner(path.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(Privileges.serverUser().get()));
        }
    }

    /**
     * Checks that the user that the servers run as can get to a path.
     *
     * @throws MachineException naming the folder that it may not enter
     */
    static void requireReachableByServers(Path path, String what) throws MachineException {
        if (Privileges.serverUser().isEmpty()) {
            return;
        }
        try {
            for (Path folder = path.toRealPath(); folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder)
                        && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    throw new MachineException(what + " " + path + " cannot be reached by user \""
                            + Privileges.serverUser().get()
                            + "\", as whom the servers run because they refuse to run as root: " + folder + " is "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                            + "\n  choose another folder, or run as an ordinary user");
                }
            }
        } catch (IOException e) {
            throw new MachineException(what + " " + path + " cannot be read: " + FileFailure.said(e), e);
        }
    }
}
