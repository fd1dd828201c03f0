package dev.gridlock.segment;

import dev.gridlock.process.FileFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An append-only CSV file (RFC 4180, a header line, empty field = null) written by a thread of its own.
 *
 * <p>Rows are queued by the caller, off the path that is being measured, and reach the file within {@value #FLUSH_MILLIS}
 * ms, so that a process killed at any moment leaves what it knew. The last line of a killed process's file may be torn;
 * the recording drops it.
 */
public final class SegmentFile implements AutoCloseable {

    private static final int FLUSH_MILLIS = 100;
    private static final Object[] END = new Object[0];

    private final Path file;
    private final BufferedWriter out;
    private final BlockingQueue<@Nullable Object[]> rows = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile @Nullable IOException failure;

    /**
     * Opens the file and writes its header; an existing file is replaced.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public SegmentFile(Path file, List<String> columns) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.out = Files.newBufferedWriter(file);
            StringBuilder header = new StringBuilder();
            CsvLine.append(header, columns.toArray());
            out.append(header).flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + FileFailure.said(e), e);
        }
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("segment-" + file.getFileName())
                .start(this::write);
    }

    /**
     * Queues one row, values in the order of the columns; never blocks. The row is printed later: values must not change
     * any more. Null is an empty field; collections, {@code int[]} and {@code long[]} are {@code ;}-separated.
     */
    public void append(@Nullable Object... values) {
        rows.add(values);
    }

    /** Path of the file. */
    public Path file() {
        return file;
    }

    /**
     * Writes what is queued and closes the file.
     *
     * @throws UncheckedIOException when any row could not be written (disk full): the recording would not be whole
     */
    @Override
    public void close() {
        rows.add(END);
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException e = failure;
        if (e != null) {
            throw new UncheckedIOException("cannot write " + file + ": " + FileFailure.said(e), e);
        }
    }

    private void write() {
        List<@Nullable Object[]> chunk = new ArrayList<>();
        boolean open = true;
        StringBuilder line = new StringBuilder(512);
        try (out) {
            while (open) {
                @Nullable Object[] first = rows.poll(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                chunk.add(first);
                rows.drainTo(chunk, 10_000);
                for (@Nullable Object[] row : chunk) {
                    if (row == END) {
                        open = false;
                    } else {
                        line.setLength(0);
                        CsvLine.append(line, row);
                        out.append(line);
                    }
                }
                chunk.clear();
                out.flush();
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
