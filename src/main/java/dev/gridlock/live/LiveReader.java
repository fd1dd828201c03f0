package dev.gridlock.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code live.ndjson} while it grows. */
public final class LiveReader {

    /** Of one read; an event takes about 150 bytes, and a text at most a few kB. */
    private static final int CHUNK_BYTES = 1 << 20;

    private LiveReader() {}

    /**
     * What was read.
     *
     * @param events whole lines only; lines that are no events are left out
     * @param next byte offset behind the last whole line, where the next read goes on
     * @param end whether nothing was left to read
     */
    public record Chunk(List<Positioned> events, long next, boolean end) {}

    /**
     * An event with its line.
     *
     * @param next byte offset behind it
     */
    public record Positioned(LiveEvent event, String json, long next) {}

    /**
     * Reads on from an offset.
     *
     * @throws IOException when the file is not there or can't be read
     */
    public static Chunk read(Path file, long offset) throws IOException {
        byte[] bytes;
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long length = open.length();
            long from = Math.clamp(offset, 0, length);
            bytes = new byte[(int) Math.min(CHUNK_BYTES, length - from)];
            open.seek(from);
            open.readFully(bytes);
            return lines(bytes, from, from + bytes.length == length);
        }
    }

    private static Chunk lines(byte[] bytes, long from, boolean last) {
        List<Positioned> events = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String line = new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
                begin = i + 1;
                long next = from + begin;
                LiveLine.parse(line).ifPresent(event -> events.add(new Positioned(event, LiveLine.of(event), next)));
            }
        }
        // A line longer than a chunk is none of ours; without this it would be read forever.
        int consumed = begin == 0 && bytes.length == CHUNK_BYTES ? bytes.length : begin;
        return new Chunk(List.copyOf(events), from + consumed, last);
    }

    /** All of it. */
    public static List<LiveEvent> all(Path file) throws IOException {
        List<LiveEvent> events = new ArrayList<>();
        long offset = 0;
        Chunk chunk;
        do {
            chunk = read(file, offset);
            offset = chunk.next();
            chunk.events().forEach(positioned -> events.add(positioned.event()));
        } while (!chunk.end());
        return events;
    }

    /** Whether the run that writes the file lives: it holds the file's lock. */
    public static boolean goesOn(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ);
                FileLock free = open.tryLock(0, Long.MAX_VALUE, true)) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this very process
        } catch (IOException e) {
            return false;
        }
    }
}
