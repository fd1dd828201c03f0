package dev.gridlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No refusal of the file system is only a path. */
class FileFailureTest {

    @TempDir
    private Path folder;

    /** Made by hand: nothing is refused to root. */
    @Test
    void aMissingPermissionSaysOnWhatToWhomAndWhatToDo() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        String owner = Files.getOwner(folder).getName();
        assertThat(FileFailure.said(
                        new AccessDeniedException(folder.resolve("runs/smoke").toString())))
                .as("the nearest folder that there is")
                .contains("no permission on " + folder + " (" + owner + ", rwxr-x---)")
                .contains("for user " + System.getProperty("user.name") + " (uid ")
                .contains("run as its owner", "chown or chmod");
    }

    @Test
    void whatIsNotThereOrIsAFileIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(refusal(() -> Files.readString(folder.resolve("none"))))
                .isEqualTo("there is no " + folder.resolve("none"));
        assertThat(refusal(() -> Files.createDirectories(file))).contains(file + " is there already, and is no folder");
        assertThat(refusal(() -> Files.createDirectory(file.resolve("below"))))
                .contains(file.resolve("below") + ": Not a directory; a part of the path is a file");
    }

    @Test
    void aFullDiskKeepsTheWordsThatItIsKnownBy() {
        assertThat(FileFailure.said(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(FileFailure.said(new FileSystemException("/x", null, "No space left on device")))
                .isEqualTo("/x: No space left on device");
        assertThat(FileFailure.said(new FileSystemException("/x", null, "Read-only file system")))
                .contains("/x: Read-only file system", "name another path");
    }

    private static String refusal(ThrowingCallable tried) {
        return FileFailure.said(catchThrowableOfType(IOException.class, tried));
    }
}
