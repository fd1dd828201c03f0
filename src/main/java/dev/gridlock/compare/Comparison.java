package dev.gridlock.compare;

import dev.gridlock.verdict.Status;
import java.util.List;

/**
 * Two sides, compared.
 *
 * @param status fail: something is worse; inconclusive: what decides could not be told; pass: the rest
 * @param notes what a reader must know before the lines
 */
public record Comparison(Side base, Side next, boolean paired, List<Line> lines, Status status, List<String> notes) {

    public Comparison {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** One word for all of it. */
    public Word word() {
        return switch (status) {
            case FAIL -> Word.WORSE;
            case INCONCLUSIVE -> Word.INCONCLUSIVE;
            case PASS -> lines.stream().anyMatch(line -> line.word() == Word.BETTER) ? Word.BETTER : Word.SAME;
        };
    }

    static Status status(List<Line> lines) {
        if (lines.stream().anyMatch(line -> line.word() == Word.WORSE)) {
            return Status.FAIL;
        }
        List<Line> deciding = lines.stream().filter(Line::decides).toList();
        boolean open = deciding.isEmpty() || deciding.stream().anyMatch(line -> line.word() == Word.INCONCLUSIVE);
        return open ? Status.INCONCLUSIVE : Status.PASS;
    }
}
