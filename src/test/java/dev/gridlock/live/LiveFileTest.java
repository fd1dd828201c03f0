package dev.gridlock.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFileTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        LiveEvent.TargetCounts counts = new LiveEvent.TargetCounts(3000, 20, 1, 2980, 100, 2880);
        try (LiveFile live = LiveFile.begin(folder, "smoke", List.of("naive"))) {
            live.stage("naive: load");
            live.note("two\nlines, \"quoted\" ü");
            live.counts("naive", counts);
            live.ended(LiveEvent.End.FAIL, "deadlocks is 3");
        }
        List<LiveEvent> events = LiveReader.all(file());
        assertThat(events).hasSize(5);
        assertThat(events.get(0))
                .isInstanceOfSatisfying(
                        LiveEvent.Began.class,
                        began -> assertThat(began.targets()).containsExactly("naive"));
        assertThat(events.get(2))
                .isInstanceOfSatisfying(
                        LiveEvent.Note.class, note -> assertThat(note.text()).isEqualTo("two\nlines, \"quoted\" ü"));
        assertThat(events.get(3))
                .isInstanceOfSatisfying(
                        LiveEvent.Counts.class,
                        read -> assertThat(read.counts()).isEqualTo(counts));
        assertThat(events.get(4))
                .isInstanceOfSatisfying(
                        LiveEvent.Ended.class, ended -> assertThat(ended.end()).isEqualTo(LiveEvent.End.FAIL));
    }

    @Test
    void aTornLastLineIsReadWhenItIsWhole() throws IOException {
        try (LiveFile live = LiveFile.begin(folder, "smoke", List.of())) {
            live.note("one");
        }
        Files.writeString(file(), "{\"event\":\"note\",\"at_ms\":5,", StandardOpenOption.APPEND);
        LiveReader.Chunk first = LiveReader.read(file(), 0);
        assertThat(first.events()).hasSize(2);
        Files.writeString(file(), "\"text\":\"two\"}\n", StandardOpenOption.APPEND);
        LiveReader.Chunk second = LiveReader.read(file(), first.next());
        assertThat(second.events()).hasSize(1);
        assertThat(second.events().getFirst().event()).isEqualTo(new LiveEvent.Note(5, "two"));
    }

    @Test
    void aRunGoesOnAsLongAsItHoldsItsFile() {
        LiveFile live = LiveFile.begin(folder, "smoke", List.of());
        assertThat(LiveReader.goesOn(file())).isTrue();
        live.close();
        assertThat(LiveReader.goesOn(file())).isFalse();
        assertThat(LiveReader.goesOn(folder.resolve("nothing"))).isFalse();
    }

    @Test
    void anInterruptLeavesTheFileWhole() throws IOException {
        try (LiveFile live = LiveFile.begin(folder, "smoke", List.of())) {
            Thread.currentThread().interrupt();
            live.note("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            live.ended(LiveEvent.End.INTERRUPTED, "");
        }
        assertThat(LiveReader.all(file())).hasSize(3);
    }

    @Test
    void aDiskThatRefusesItFailsNoRun() {
        try (LiveFile live = LiveFile.begin(folder.resolve("not-there"), "smoke", List.of())) {
            live.stage("naive: load");
            live.ended(LiveEvent.End.PASS, "");
        }
        assertThat(folder.resolve("not-there")).doesNotExist();
    }

    private Path file() {
        return folder.resolve(LiveFile.NAME);
    }
}
