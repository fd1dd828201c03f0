package dev.gridlock.baseline;

import dev.gridlock.recording.Recording;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the text of a baseline, strictly: a line that was changed by hand or by a merge is told, not guessed at. */
final class BaselineParser {

    private static final int MOST_ROUNDS = 10_000;
    private static final String SAVE_AGAIN = "; write it again with ./gridlock baseline save";

    private final String file;
    private final TreeMap<String, String> workload = new TreeMap<>();
    private final TreeMap<String, String> machine = new TreeMap<>();
    private final TreeMap<String, String> versions = new TreeMap<>();
    private final List<SequencedMap<String, Building>> rounds = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int metrics;
    private int spreads;
    private @Nullable String scenario;
    private @Nullable String saved;

    /** A target of a round, while its lines are read. */
    private record Building(TreeMap<String, Double> metrics, Map<Spread, Values> spreads) {
        Building() {
            this(new TreeMap<>(), new EnumMap<>(Spread.class));
        }
    }

    /**
     * A parser of one text.
     *
     * @param file as messages name it
     */
    BaselineParser(String file) {
        this.file = file;
    }

    Baseline parse(String text) throws BaselineException {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            throw new BaselineException(file + ": is empty" + SAVE_AGAIN);
        }
        schema(new Words(lines.getFirst(), 1));
        boolean ended = false;
        for (int i = 1; i < lines.size(); i++) {
            Words words = new Words(lines.get(i), i + 1);
            if (ended) {
                throw words.wrong("something after the line end");
            }
            if (!lines.get(i).startsWith("#")) {
                ended = line(words);
            }
        }
        if (!ended || !text.endsWith("\n")) {
            throw new Words("", lines.size() + 1)
                    .wrong("it ends in the middle: expected a last line end, so it was cut short");
        }
        return baseline();
    }

    private void schema(Words words) throws BaselineException {
        if (!words.next().equals(BaselineFile.MAGIC)) {
            throw words.wrong(
                    "is no baseline: expected the first line " + BaselineFile.MAGIC + " " + BaselineFile.SCHEMA);
        }
        int schema = words.whole(1, Integer.MAX_VALUE);
        if (schema > BaselineFile.SCHEMA) {
            throw words.wrongBut("is of schema " + schema + ", this Gridlock reads up to " + BaselineFile.SCHEMA
                    + "; use the Gridlock that wrote it, or save it again with this one");
        }
        words.end();
    }

    /** Whether it is the last one. */
    private boolean line(Words words) throws BaselineException {
        String kind = words.next();
        switch (kind) {
            case "scenario" -> scenario = once(words, kind, words.next());
            case "workload" -> fact(workload, kind, words);
            case "machine" -> fact(machine, kind, words);
            case "version" -> fact(versions, kind, words);
            case "saved" -> saved = once(words, kind, words.instant());
            case "rounds" -> {
                int count = words.whole(1, MOST_ROUNDS);
                once(words, kind, "");
                for (int i = 0; i < count; i++) {
                    rounds.add(new TreeMap<>());
                }
            }
            case "metric" -> metric(words);
            case "spread" -> spread(words);
            case "end" -> requireWhole(words);
            default ->
                throw words.wrong("not a line of a baseline: expected scenario, workload, machine, version,"
                        + " saved, rounds, metric, spread or end");
        }
        words.end();
        return kind.equals("end");
    }

    /** A line that somebody took out would be a metric, or a target, that nothing is compared with. */
    private void requireWhole(Words words) throws BaselineException {
        requireAsMany(words, "metric", metrics);
        requireAsMany(words, "spread", spreads);
    }

    private static void requireAsMany(Words words, String kind, int found) throws BaselineException {
        int written = words.whole(0, Integer.MAX_VALUE);
        if (written != found) {
            throw words.wrong(
                    "it was written with " + written + " lines " + kind + ", and " + found + " of them are here");
        }
    }

    private String once(Words words, String key, String value) throws BaselineException {
        if (!seen.add(key)) {
            throw words.wrong("a second line " + key);
        }
        return value;
    }

    private void fact(Map<String, String> facts, String kind, Words words) throws BaselineException {
        String name = words.next();
        once(words, kind + " " + name, "");
        facts.put(name, words.rest());
    }

    private void metric(Words words) throws BaselineException {
        String target = words.next();
        String metric = words.next();
        Definition known = Recording.catalogue().find(metric).orElse(null);
        if (known == null) {
            throw words.wrong("no such metric");
        }
        once(words, "metric " + target + " " + metric, "");
        metrics++;
        if (rounds.isEmpty()) {
            throw words.wrong("a figure before the line rounds");
        }
        for (SequencedMap<String, Building> round : rounds) {
            Double value = words.value();
            if (value != null) {
                requirePossible(words, known.unit(), value);
                round.computeIfAbsent(target, _ -> new Building()).metrics().put(metric, value);
            }
        }
    }

    /** All metrics are counts, times and sizes. */
    private static void requirePossible(Words words, Unit unit, double value) throws BaselineException {
        if (value < 0) {
            throw words.wrong("a figure below 0");
        }
        if (unit == Unit.COUNT && value != Math.rint(value)) {
            throw words.wrong("a count that is not whole");
        }
    }

    private void spread(Words words) throws BaselineException {
        String target = words.next();
        String name = words.next();
        Spread spread = Spread.named(name).orElse(null);
        if (spread == null) {
            throw words.wrong("no such spread");
        }
        int round = words.whole(1, Math.max(1, rounds.size()));
        once(words, "spread " + target + " " + name + " " + round, "");
        spreads++;
        if (rounds.isEmpty()) {
            throw words.wrong("values before the line rounds");
        }
        rounds.get(round - 1)
                .computeIfAbsent(target, _ -> new Building())
                .spreads()
                .put(spread, words.values());
    }

    private Baseline baseline() throws BaselineException {
        if (scenario == null || saved == null || rounds.isEmpty() || workload.isEmpty() || machine.isEmpty()) {
            throw new BaselineException(
                    file + ": lacks a line scenario, workload, machine, saved or rounds" + SAVE_AGAIN);
        }
        List<Round> read = new ArrayList<>();
        for (SequencedMap<String, Building> round : rounds) {
            TreeMap<String, TargetFigures> targets = new TreeMap<>();
            round.forEach((name, target) -> targets.put(name, new TargetFigures(target.metrics(), target.spreads())));
            read.add(new Round(Integer.toString(read.size() + 1), targets));
        }
        return new Baseline(scenario, new Workload(workload), new Machine(machine), versions, saved, read);
    }

    /** The words of one line, with their columns. */
    private final class Words {

        private final String line;
        private final int number;
        private int next;
        private int begin;

        Words(String line, int number) {
            this.line = line;
            this.number = number;
        }

        String next() throws BaselineException {
            begin = next;
            if (next >= line.length()) {
                throw wrong("the line ends too early");
            }
            int space = line.indexOf(' ', next);
            String word = line.substring(next, space < 0 ? line.length() : space);
            next = space < 0 ? line.length() : space + 1;
            if (word.isEmpty()) {
                throw wrong("a space too many");
            }
            return word;
        }

        String rest() throws BaselineException {
            begin = next;
            String rest = line.substring(next);
            next = line.length();
            if (rest.isBlank()) {
                throw wrong("the line ends too early");
            }
            return rest;
        }

        int whole(int least, int most) throws BaselineException {
            String word = next();
            try {
                int value = Integer.parseInt(word);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below, with its place
            }
            throw wrong("not a whole number from " + least + " to " + most);
        }

        /** Null: not measured. Not finite is never written, so it is damage. */
        @Nullable
        Double value() throws BaselineException {
            String word = next();
            if (word.equals(BaselineFile.NOT_MEASURED)) {
                return null;
            }
            if (!word.matches("-?\\d{1,18}(\\.\\d{1,9})?")) {
                throw wrong("not a figure (one a round, - where it was not measured)");
            }
            return Double.valueOf(word);
        }

        Values values() throws BaselineException {
            try {
                return Values.parse(next());
            } catch (IllegalArgumentException e) {
                throw wrong("not a histogram");
            }
        }

        String instant() throws BaselineException {
            String word = next();
            try {
                return Instant.parse(word).toString();
            } catch (DateTimeException e) {
                throw wrong("not a time such as 2026-11-25T04:30:00Z");
            }
        }

        void end() throws BaselineException {
            begin = next;
            if (next < line.length()) {
                throw wrong("something after the end of the line, which has a figure for each round and no more");
            }
        }

        BaselineException wrong(String what) {
            return wrongBut(what + "; found " + found() + SAVE_AGAIN);
        }

        BaselineException wrongBut(String what) {
            return new BaselineException(file + ":" + number + ":" + (begin + 1) + ": " + what);
        }

        private String found() {
            String rest = begin < line.length() ? line.substring(begin) : "";
            String word = rest.isEmpty() ? "nothing" : rest.split(" ", 2)[0];
            return "\"" + (word.length() > 40 ? word.substring(0, 40) + "…" : word).replaceAll("\\p{Cntrl}", "?")
                    + "\"";
        }
    }
}
