package dev.gridlock.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A random history of a service over a few hot segments, with what really became of every increment: each value of a
 * segment remembers the write that it was computed from, so the increments that are in the database at the end are those
 * on the way back from its last value.
 *
 * <p>This simulates interleavings of a service, not PostgreSQL: it is the only way to know the truth that an audit, which
 * sees rows and a journal, is compared with.
 */
final class History {

    /** What may happen in a history. */
    record Weather(
            boolean naive,
            double failures,
            double unknown,
            double replays,
            double duplicates,
            boolean killed,
            int trucks) {}

    /** One value of a segment: who wrote it, and from which value. */
    private record Written(@Nullable Operation by, @Nullable Written from, long value) {}

    private static final class Row {
        int version;

        @Nullable
        List<Integer> route;

        @Nullable
        String call;

        long assigned;
    }

    private static final class Call {
        final String id;
        final List<Integer> trucks = new ArrayList<>();
        final Map<Integer, List<Integer>> acks = new TreeMap<>();
        int open;
        boolean failed;

        @Nullable
        Long answered;

        String outcome = "no_answer";

        Call(String id) {
            this.id = id;
        }
    }

    /** A naive operation on its way: what it has read, and its next statement. */
    private static final class Running {
        final Call call;
        final Operation operation;
        final Map<Integer, Written> read = new HashMap<>();
        int step;

        Running(Call call, int truck) {
            this.call = call;
            this.operation = new Operation(call.id, truck);
        }
    }

    private final Random random;
    private final Weather weather;
    private final Map<Integer, Long> initial = new TreeMap<>();
    private final Map<Integer, Written> segments = new TreeMap<>();
    private final Map<Integer, Row> rows = new TreeMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Operation> journal = new ArrayList<>();
    private final List<Operation> all = new ArrayList<>();
    private final Set<Operation> applied = new HashSet<>();
    private final List<List<@Nullable Object>> log = new ArrayList<>();
    private final Map<Integer, List<Written>> written = new TreeMap<>();
    private long transactions;
    private long now = 1_000;

    History(long seed, Weather weather) {
        this.random = new Random(seed);
        this.weather = weather;
        for (int id = 1; id <= 2 + random.nextInt(5); id++) {
            initial.put(id, (long) random.nextInt(20));
            segments.put(id, new Written(null, null, initial.get(id)));
        }
        for (int truck = 1; truck <= weather.trucks; truck++) {
            rows.put(truck, new Row());
        }
        int perCall = 1 + random.nextInt(12);
        for (int truck = 1; truck <= weather.trucks; truck++) {
            if ((truck - 1) % perCall == 0) {
                calls.add(new Call("c-" + (calls.size() + 1)));
            }
            calls.getLast().trucks.add(truck);
        }
        if (weather.naive) {
            runNaive();
        } else {
            calls.forEach(this::runBounded);
        }
        all.addAll(journal);
        journal.sort(Comparator.comparingLong(operation -> operation.ended));
        if (weather.killed) {
            int known = journal.size() - random.nextInt(journal.size() / 3 + 1);
            journal.subList(known, journal.size()).clear();
        }
    }

    // --- naive: each statement on its own, any number of operations between two statements of one

    private void runNaive() {
        List<Running> waiting = new ArrayList<>();
        for (Call call : calls) {
            call.open = call.trucks.size();
            call.trucks.forEach(truck -> waiting.add(new Running(call, truck)));
        }
        int window = 1 + random.nextInt(30);
        List<Running> running = new ArrayList<>();
        while (!waiting.isEmpty() || !running.isEmpty()) {
            while (running.size() < window && !waiting.isEmpty()) {
                running.add(waiting.removeFirst());
                running.getLast().operation.started = tick();
            }
            if (weather.killed && waiting.isEmpty() && random.nextInt(60) == 0) {
                running.forEach(run -> all.add(run.operation));
                break; // the rest has no journal rows, wherever it was
            }
            Running next = running.get(random.nextInt(running.size()));
            if (advance(next)) {
                running.remove(next);
                end(next);
            }
        }
    }

    /** One statement; true when the operation has ended. */
    private boolean advance(Running run) {
        Operation o = run.operation;
        Row row = at(rows, o.truck);
        boolean fails = random.nextDouble() < weather.failures;
        boolean unknown = random.nextDouble() < weather.unknown;
        return switch (run.step++) {
            case 0 -> {
                if (fails) {
                    o.failed("acquire", "POOL_TIMEOUT");
                    yield true;
                }
                o.route = route();
                o.route.forEach(segment -> run.read.put(segment, at(segments, segment)));
                o.read = o.route.stream()
                        .map(segment -> at(run.read, segment).value)
                        .toList();
                o.versionRead = row.version;
                o.versionWritten = row.version + 1;
                o.selected = tick();
                yield false;
            }
            case 1 -> {
                if (fails) {
                    o.failed("truck", "57014");
                    yield true;
                }
                if (unknown) {
                    o.truckWrite = "unknown";
                    o.outcome = "indeterminate";
                    if (random.nextBoolean()) {
                        writeTruck(row, o, begin());
                    }
                    yield true;
                }
                writeTruck(row, o, begin());
                o.truckWrite = "committed";
                o.truckCommitted = tick();
                yield false;
            }
            default -> {
                if (fails) {
                    o.failed("segments", "40P01");
                    yield true;
                }
                if (unknown) {
                    o.segmentWrite = "unknown";
                    o.outcome = "indeterminate";
                    if (random.nextBoolean()) {
                        writeSegments(o, run.read);
                    }
                    yield true;
                }
                long sent = now;
                writeSegments(o, run.read);
                o.segmentWrite = "committed";
                o.segmentsCommitted = tick();
                o.segmentUpdate = o.segmentsCommitted - sent;
                o.outcome = "acknowledged";
                yield true;
            }
        };
    }

    private void end(Running run) {
        Operation o = run.operation;
        o.ended = tick();
        journal.add(o);
        Call call = run.call;
        call.open--;
        if (o.outcome.equals("acknowledged")) {
            call.acks.put(o.truck, o.route);
            if (random.nextDouble() < weather.duplicates) {
                applyAgain(run);
            }
        } else if (!call.failed) {
            call.failed = true;
            call.answered = tick();
            call.outcome = "rejected";
        }
        if (call.open == 0 && !call.failed) {
            call.answered = tick();
            call.outcome = "acknowledged";
        }
    }

    /** What a service does that takes a repeated call for a new one. */
    private void applyAgain(Running first) {
        Running again = new Running(first.call, first.operation.truck);
        Operation o = again.operation;
        Row row = at(rows, o.truck);
        o.started = tick();
        o.route = first.operation.route;
        o.route.forEach(segment -> again.read.put(segment, at(segments, segment)));
        o.read = o.route.stream().map(segment -> at(again.read, segment).value).toList();
        o.versionRead = row.version;
        o.versionWritten = row.version + 1;
        o.selected = tick();
        writeTruck(row, o, begin());
        writeSegments(o, again.read);
        o.truckWrite = "committed";
        o.segmentWrite = "committed";
        o.truckCommitted = tick();
        o.segmentsCommitted = tick();
        o.outcome = "acknowledged";
        o.ended = tick();
        journal.add(o);
    }

    // --- bounded: one transaction a batch, under locks

    private void runBounded(Call call) {
        int size = 1 + random.nextInt(6);
        boolean whole = true;
        for (int from = 0; from < call.trucks.size(); from += size) {
            List<Integer> batch = call.trucks.subList(from, Math.min(from + size, call.trucks.size()));
            whole &= runBatch(call, batch, call.id + "/" + from, false);
        }
        call.answered = tick();
        call.outcome = whole ? "acknowledged" : "rejected";
    }

    private boolean runBatch(Call call, List<Integer> trucks, String batch, boolean repeated) {
        boolean fails = !repeated && random.nextDouble() < weather.failures;
        boolean unknown = !repeated && random.nextDouble() < weather.unknown;
        boolean commits = !fails && (!unknown || random.nextBoolean());
        Map<Integer, Written> own = new HashMap<>(segments);
        List<Operation> operations = new ArrayList<>();
        long began = tick();
        for (int truck : trucks) {
            Operation o = new Operation(call.id, truck);
            o.batch = batch;
            o.started = began;
            o.route = route();
            o.read = o.route.stream().map(segment -> at(own, segment).value).toList();
            o.versionRead = at(rows, truck).version;
            o.versionWritten = at(rows, truck).version + 1;
            o.route.forEach(segment -> own.put(segment, new Written(o, own.get(segment), at(own, segment).value + 1)));
            operations.add(o);
        }
        long xid = begin();
        if (commits) {
            for (Operation o : operations) {
                writeTruck(at(rows, o.truck), o, xid);
                applied.add(o);
            }
            own.forEach((segment, last) -> write(segment, last, xid));
        }
        long committed = tick(); // when it is known, long after its statements
        for (Operation o : operations) {
            o.segmentUpdate = 1L;
            o.outcome = fails ? "rejected" : unknown ? "indeterminate" : "acknowledged";
            o.failedAt = fails ? "segments" : unknown ? "commit" : null;
            o.truckWrite = fails ? "none" : unknown ? "unknown" : "committed";
            o.segmentWrite = o.truckWrite;
            o.truckCommitted = fails || unknown ? null : Long.valueOf(committed);
            o.segmentsCommitted = o.truckCommitted;
            o.ended = committed + 1;
            journal.add(o);
        }
        if (!fails && !unknown) {
            operations.forEach(o -> call.acks.put(o.truck, o.route));
            return true;
        }
        if (unknown && random.nextDouble() < weather.replays) {
            replay(call, operations, commits, batch);
            return true;
        }
        return false;
    }

    /** The caller repeats the call: trucks that have been assigned under it are answered without writing. */
    private void replay(Call call, List<Operation> before, boolean committed, String batch) {
        if (!committed) {
            runBatch(call, before.stream().map(o -> o.truck).toList(), batch + "-again", true);
            return;
        }
        for (Operation o : before) {
            Operation replay = new Operation(call.id, o.truck);
            replay.outcome = "acknowledged";
            replay.replayed = true;
            replay.started = tick();
            replay.ended = tick();
            replay.route = o.route;
            journal.add(replay);
            call.acks.put(o.truck, o.route);
        }
    }

    // --- the database

    private long begin() {
        tick();
        transactions++;
        return transactions;
    }

    private void writeTruck(Row row, Operation o, long xid) {
        row.version = o.versionWritten == null ? row.version : o.versionWritten;
        row.route = o.route;
        row.call = o.call;
        row.assigned = now / 1_000;
        log.add(RecordedTables.change(xid, now / 1_000, o.truck, row.version, o.route, o.call));
    }

    private void writeSegments(Operation o, Map<Integer, Written> read) {
        long xid = begin();
        o.route.forEach(segment -> write(segment, new Written(o, read.get(segment), at(read, segment).value + 1), xid));
        applied.add(o);
    }

    private void write(int segment, Written last, long xid) {
        long before = at(segments, segment).value;
        if (segments.put(segment, last) == last) {
            return;
        }
        written.computeIfAbsent(segment, _ -> new ArrayList<>()).add(last);
        log.add(RecordedTables.change(xid, now / 1_000, segment, before, last.value));
    }

    private List<Integer> route() {
        List<Integer> ids = new ArrayList<>(segments.keySet());
        Collections.shuffle(ids, random);
        return List.copyOf(ids.subList(0, 1 + random.nextInt(ids.size())));
    }

    private static <T> T at(Map<Integer, T> map, int id) {
        return Objects.requireNonNull(map.get(id));
    }

    private long tick() {
        now += (1 + random.nextInt(50)) * 1_000_000L;
        return now;
    }

    // --- what the audit gets to see

    void record(RecordedTables recording) throws SQLException {
        recording.clear();
        recording.operations(journal);
        for (Call call : calls) {
            recording.request(call.id, call.trucks.size(), 1, call.answered, call.outcome);
            if (answeredWithResults(call)) {
                for (Map.Entry<Integer, List<Integer>> ack : call.acks.entrySet()) {
                    recording.ack(call.id, ack.getKey(), ack.getValue());
                }
            }
        }
        recording.clock(Rows.Moment.INITIAL, 0, 0);
        recording.clock(Rows.Moment.FINAL, now, now / 1_000);
        recording.segments(Rows.Moment.INITIAL, initial);
        Map<Integer, Long> loads = new TreeMap<>();
        segments.forEach((id, written) -> loads.put(id, written.value));
        recording.segments(Rows.Moment.FINAL, loads);
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        rows.forEach((id, row) -> {
            before.add(RecordedTables.truckRow(id, 0, null, null));
            after.add(RecordedTables.truckRow(id, row.version, row.route, row.call, row.assigned));
        });
        recording.trucks(Rows.Moment.INITIAL, before);
        recording.trucks(Rows.Moment.FINAL, after);
    }

    /** What the log of changes has of it besides. */
    void recordLog(RecordedTables recording) throws SQLException {
        recording.witnessed();
        recording.changes(log);
    }

    private boolean answeredWithResults(Call call) {
        return call.outcome.equals("acknowledged") || !weather.naive;
    }

    // --- the truth

    /** Acknowledged operations, one a truck: the newest that wrote. A replay stands for the one that had written. */
    private List<Operation> acknowledged() {
        Map<Integer, Operation> newest = new TreeMap<>();
        Set<Integer> told = new HashSet<>();
        for (Operation o : journal) {
            if (o.outcome.equals("acknowledged")) {
                told.add(o.truck);
            }
        }
        calls.stream().filter(this::answeredWithResults).forEach(call -> told.addAll(call.acks.keySet()));
        for (Operation o : all) {
            if (told.contains(o.truck) && applied.contains(o)) {
                newest.put(o.truck, o);
            }
        }
        return List.copyOf(newest.values());
    }

    Set<Integer> trucksAcknowledged() {
        Set<Integer> trucks = new TreeSet<>();
        acknowledged().forEach(o -> trucks.add(o.truck));
        return trucks;
    }

    private Set<Operation> survivors(int segment) {
        Set<Operation> survivors = new HashSet<>();
        for (Written value = at(segments, segment); value != null; value = value.from) {
            if (value.by != null) {
                survivors.add(value.by);
            }
        }
        return survivors;
    }

    /** Acknowledged increments of each segment that are not in the database. */
    Map<Integer, Long> lost() {
        Map<Integer, Long> lost = new TreeMap<>();
        for (int segment : segments.keySet()) {
            Set<Operation> survivors = survivors(segment);
            lost.put(
                    segment,
                    acknowledged().stream()
                            .filter(o -> o.route.contains(segment) && !survivors.contains(o))
                            .count());
        }
        return lost;
    }

    /** Lost increments as {@code segment value truck}, in order. */
    List<String> lostIncrements() {
        List<String> lost = new ArrayList<>();
        for (int segment : segments.keySet()) {
            Set<Operation> survivors = survivors(segment);
            for (Operation o : acknowledged()) {
                int at = o.route.indexOf(segment);
                if (at >= 0 && !survivors.contains(o)) {
                    lost.add(segment + " " + (o.read.get(at) + 1) + " " + o.truck);
                }
            }
        }
        lost.sort(Comparator.naturalOrder());
        return lost;
    }

    /** The same with the truck of the first later value that was not computed from theirs. */
    List<String> lostIncrementsAndWhoWroteOverThem() {
        List<String> lost = new ArrayList<>();
        for (int segment : segments.keySet()) {
            Set<Operation> survivors = survivors(segment);
            List<Written> values = written.getOrDefault(segment, List.of());
            for (Operation o : acknowledged()) {
                int at = o.route.indexOf(segment);
                if (at >= 0 && !survivors.contains(o)) {
                    lost.add(segment + " " + (o.read.get(at) + 1) + " " + o.truck + " " + overwriter(values, o));
                }
            }
        }
        lost.sort(Comparator.naturalOrder());
        return lost;
    }

    private static int overwriter(List<Written> values, Operation lost) {
        boolean after = false;
        for (Written value : values) {
            if (after && !descendsFrom(value, lost)) {
                return Objects.requireNonNull(value.by).truck;
            }
            after |= value.by == lost;
        }
        throw new AssertionError("nobody wrote over it");
    }

    private static boolean descendsFrom(Written value, Operation operation) {
        for (Written from = value; from != null; from = from.from) {
            if (from.by == operation) {
                return true;
            }
        }
        return false;
    }

    /** Acknowledged trucks whose row and increments are all there. */
    Set<Integer> trucksWhole() {
        Set<Integer> whole = new TreeSet<>();
        for (Operation o : acknowledged()) {
            boolean there =
                    o.route.stream().allMatch(segment -> survivors(segment).contains(o));
            if (there && o.route.equals(at(rows, o.truck).route)) {
                whole.add(o.truck);
            }
        }
        return whole;
    }

    Set<Integer> trucksTorn() {
        Set<Integer> torn = new TreeSet<>();
        for (Operation o : journal) {
            if (o.truckWrite.equals("committed") && o.segmentWrite.equals("none")) {
                torn.add(o.truck);
            }
        }
        return torn;
    }

    Set<Integer> trucksIndeterminate() {
        Set<Integer> open = new TreeSet<>();
        for (Operation o : journal) {
            if (o.outcome.equals("indeterminate")) {
                open.add(o.truck);
            }
        }
        journal.stream().filter(o -> o.outcome.equals("acknowledged")).forEach(o -> open.remove(o.truck));
        return open;
    }

    Set<Integer> trucksTwiceWritten() {
        Set<Integer> once = new HashSet<>();
        Set<Integer> twice = new TreeSet<>();
        for (Operation o : journal) {
            if (o.segmentWrite.equals("committed") && !once.add(o.truck)) {
                twice.add(o.truck);
            }
        }
        return twice;
    }

    Set<Integer> trucksWrittenAfterFailure() {
        Map<String, Long> failedAt = new HashMap<>();
        for (Call call : calls) {
            if (call.answered != null && !call.outcome.equals("acknowledged")) {
                failedAt.put(call.id, call.answered);
            }
        }
        Set<Integer> zombies = new TreeSet<>();
        for (Operation o : journal) {
            long answered = failedAt.getOrDefault(o.call, Long.MAX_VALUE);
            if ((o.truckCommitted != null && o.truckCommitted > answered)
                    || (o.segmentsCommitted != null && o.segmentsCommitted > answered)) {
                zombies.add(o.truck);
            }
        }
        return zombies;
    }
}
