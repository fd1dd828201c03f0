package dev.gridlock.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What the file system's refusals mean. By themselves the JDK's say a path and nothing else where a permission is missing, a
 * folder does not exist, or a file stands where a folder should.
 */
public final class FileFailure {

    private static final Path SELF = Path.of("/proc/self");

    private FileFailure() {}

    /**
     * What was refused, to whom, and what to do, without what was tried, which the caller knows; e.g. {@code no permission on
     * /srv/runs (root, rwxr-xr-x) for user ci (uid 1001); run as its owner, or give it that user by chown or chmod}.
     */
    public static String said(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied(denied);
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case FileAlreadyExistsException taken ->
                taken.getFile() + " is there already, and is no folder; name another path, or move it away";
            case NotDirectoryException file -> file.getFile() + " is no folder";
            case DirectoryNotEmptyException full -> full.getFile() + " is not empty";
            case FileSystemException other when other.getReason() != null -> reason(other, other.getReason());
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    private static String denied(AccessDeniedException denied) {
        String file = denied.getFile();
        Path there = file == null ? null : nearest(Path.of(file));
        return "no permission on " + (there == null ? "it" : there + owner(there)) + " for " + user()
                + "; run as its owner, or give it that user by chown or chmod";
    }

    private static String reason(FileSystemException failure, String reason) {
        String where = failure.getFile() == null ? "" : failure.getFile() + ": ";
        return where
                + reason
                + switch (reason) {
                    case "Read-only file system" -> "; it is mounted so that nobody may write there: name another path";
                    case "Not a directory" -> "; a part of the path is a file";
                    case "Operation not permitted" ->
                        "; " + user() + " may not do that there, whatever the permissions say";
                    default -> "";
                };
    }

    /** The path itself, or the folder nearest to it that can be seen: that one denied it. */
    private static Path nearest(Path path) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private static String owner(Path path) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            return " (" + attributes.owner().getName() + ", " + PosixFilePermissions.toString(attributes.permissions())
                    + ")";
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Who this process is, as the kernel has it: a container's user may have no name. */
    public static String user() {
        String name = System.getProperty("user.name", "?");
        try {
            return "user " + name + " (uid " + Files.getAttribute(SELF, "unix:uid") + ")";
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "user " + name;
        }
    }
}
