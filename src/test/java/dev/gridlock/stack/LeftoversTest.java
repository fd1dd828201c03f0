package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves is cleaned when, and only when, the run is gone. */
class LeftoversTest {

    private static final long NO_SUCH_PID = 4_194_305; // above the kernel's largest pid_max

    @TempDir
    Path temporary;

    private final Process part = new ProcessBuilder("sleep", "600").start();
    private Path folder = Path.of("");

    LeftoversTest() throws IOException {}

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("run-1"));
    }

    @AfterEach
    void endPart() {
        part.destroyForcibly();
    }

    @Test
    void endsThePartsOfAKilledRunAndDeletesItsFolder() throws Exception {
        owner(NO_SUCH_PID, 1, RunFolder.bootId());
        parts(identity());
        List<String> cleaned = Leftovers.in(folder).clean();
        assertThat(part.waitFor()).isNotZero();
        assertThat(folder).doesNotExist();
        assertThat(cleaned)
                .anyMatch(line -> line.startsWith("ended sleep"))
                .anyMatch(line -> line.startsWith("deleted "));
    }

    @Test
    void neverTouchesTheRunOfALivingOwner() throws Exception {
        ProcessIdentity us = ProcessIdentity.ofThisProcess();
        owner(us.pid(), us.startTicks(), RunFolder.bootId());
        parts(identity());
        assertThat(Leftovers.in(folder).clean()).isEmpty();
        assertThat(part.isAlive()).isTrue();
        assertThat(folder).exists();
    }

    @Test
    void anOwnersReusedProcessIdProtectsNothing() throws Exception {
        ProcessIdentity us = ProcessIdentity.ofThisProcess();
        owner(us.pid(), us.startTicks() - 1, RunFolder.bootId());
        assertThat(Leftovers.in(folder).clean()).isNotEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void neverSignalsAProcessThatOnlyHasTheIdOfAPart() throws Exception {
        owner(NO_SUCH_PID, 1, RunFolder.bootId());
        ProcessIdentity real = identity();
        parts(new ProcessIdentity(real.pid(), real.startTicks() - 1, real.program()));
        parts(new ProcessIdentity(real.pid(), real.startTicks(), "postgres"));
        Leftovers.in(folder).clean();
        assertThat(part.isAlive()).isTrue();
        assertThat(folder).doesNotExist();
    }

    @Test
    void neverSignalsProcessesOfAnotherBoot() throws Exception {
        owner(NO_SUCH_PID, 1, "an earlier boot");
        parts(identity());
        Leftovers.in(folder).clean();
        assertThat(part.isAlive()).isTrue();
        assertThat(folder).doesNotExist();
    }

    @Test
    void aHeldLockProtectsARunWhoseOwnerIsInAnotherContainer() throws Exception {
        owner(NO_SUCH_PID, 1, RunFolder.bootId());
        Path lock = Files.createFile(folder.resolve(RunFolder.LOCK));
        Process holder = LockHolder.start(lock);
        try {
            assertThat(Leftovers.in(folder).clean()).isEmpty();
            assertThat(folder).exists();
        } finally {
            holder.destroyForcibly();
            holder.waitFor();
        }
        assertThat(Leftovers.in(folder).clean()).isNotEmpty();
    }

    @Test
    void aFolderWithoutAnythingInItIsCleaned() throws Exception {
        assertThat(Leftovers.in(folder).clean()).hasSize(1);
        assertThat(folder).doesNotExist();
    }

    @Test
    void tornLinesAreSkipped() throws Exception {
        owner(NO_SUCH_PID, 1, RunFolder.bootId());
        parts(identity());
        Files.writeString(
                folder.resolve(RunFolder.PARTS), Files.readString(folder.resolve(RunFolder.PARTS)) + "postg\t12");
        assertThat(Leftovers.in(folder).clean()).anyMatch(line -> line.startsWith("ended sleep"));
    }

    @Test
    void theServerLogOfAKilledRunIsSaved() throws Exception {
        Path logs = Files.createDirectory(temporary.resolve("logs of the run"));
        owner(NO_SUCH_PID, 1, RunFolder.bootId(), logs);
        Files.writeString(Files.createDirectory(folder.resolve("postgres-log")).resolve("postgresql.json"), "{}\n");
        Leftovers.in(folder).clean();
        assertThat(logs.resolve("postgresql.json")).hasContent("{}\n");
    }

    @Test
    void aRunOfThisVeryProcessIsLiveWhileItIsOpen() throws Exception {
        RunFolders folders = RunFolders.in(temporary);
        RunFolder run = folders.create(temporary);
        assertThat(folders.clean()).isEmpty();
        assertThat(run.path()).exists();
        run.close();
        assertThat(run.path()).doesNotExist();
    }

    private ProcessIdentity identity() {
        return ProcessIdentity.of(part.pid()).orElseThrow().running(Path.of("sleep"));
    }

    private void owner(long pid, long startTicks, String boot) throws IOException {
        owner(pid, startTicks, boot, temporary.resolve("no logs"));
    }

    private void owner(long pid, long startTicks, String boot, Path logs) throws IOException {
        Files.writeString(
                folder.resolve(RunFolder.OWNER),
                String.format(
                        Locale.ROOT,
                        """
                pid=%d
                start_ticks=%d
                program=%s
                boot=%s
                logs=%s
                """,
                        pid,
                        startTicks,
                        ProcessIdentity.ofThisProcess().program(),
                        boot,
                        logs));
    }

    private void parts(ProcessIdentity identity) throws IOException {
        Path file = folder.resolve(RunFolder.PARTS);
        String line = "sleep\t" + identity.pid() + "\t" + identity.startTicks() + "\t" + identity.program() + "\n";
        Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + line);
    }
}
