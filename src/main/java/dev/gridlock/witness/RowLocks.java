package dev.gridlock.witness;

import dev.gridlock.witness.HeapWords.Block;
import dev.gridlock.witness.LockedTransaction.Lock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The row locks of one database, from its log: records in, transactions out, each when it has ended. A row is followed from version
 * to version, so that it is one row whoever updated it meanwhile.
 */
public final class RowLocks {

    /** A lock as it comes; the order is that of the log. */
    private record Taken(long order, Lock lock) {}

    /** What a version replaced, should its transaction be rolled back. */
    private record Replaced(Row row, RowVersion before) {}

    /** The lock modes of a multixact's members, in PostgreSQL's words. */
    private static final Map<String, LockMode> MEMBER = Map.of(
            "keysh", LockMode.KEY_SHARE,
            "sh", LockMode.SHARE,
            "fornokeyupd", LockMode.NO_KEY_UPDATE,
            "forupd", LockMode.UPDATE,
            "nokeyupd", LockMode.NO_KEY_UPDATE,
            "upd", LockMode.UPDATE);

    private static final Pattern MEMBERS = Pattern.compile("(\\d+) \\((\\w+)\\)");
    private static final Pattern SUBTRANSACTIONS = Pattern.compile("subxacts: ([0-9 ]+)");

    private final long database;
    private final Consumer<LockedTransaction> ended;
    private final Map<RowVersion, Row> rows = new HashMap<>();
    private final Map<Row, RowVersion> newest = new HashMap<>();
    private final Map<Long, List<Taken>> open = new HashMap<>();
    private final Map<Long, List<Replaced>> replaced = new HashMap<>();
    private final Map<Long, LockMode> shared = new HashMap<>();
    private long order;
    private long number;

    /**
     * Locks of one database.
     *
     * @param database its oid
     * @param ended is given each transaction that locked a row, when it has ended
     */
    public RowLocks(long database, Consumer<LockedTransaction> ended) {
        this.database = database;
        this.ended = ended;
    }

    /** The next record of the log. */
    public void add(WalRecord record) {
        order++;
        String type = record.type().replace("+INIT", "");
        switch (record.manager()) {
            case "Heap", "Heap2" -> heap(record, type);
            case "MultiXact" -> multixact(record);
            case "Transaction" -> transaction(record, type);
            default -> {}
        }
    }

    /** Where the newest version is of a row that it has told: {@code (block,offset)}, as {@code ctid} has it. */
    public String place(Row row) {
        return ctid(Objects.requireNonNull(newest.get(row), "a row of these locks"));
    }

    /**
     * Where a snapshot taken now can find a row that it has told: in its newest version or, while the transaction that made that one
     * is open, in one before it. The newest is last.
     */
    public List<String> places(Row row) {
        List<String> places = new ArrayList<>();
        replaced.values()
                .forEach(made -> made.stream()
                        .filter(version -> version.row().equals(row))
                        .forEach(version -> places.add(ctid(version.before()))));
        places.add(place(row));
        return places;
    }

    private static String ctid(RowVersion version) {
        return "(" + version.block() + "," + version.offset() + ")";
    }

    /** The numbers of a table's rows that it has told, by where the newest version of each is, as {@code ctid} has it. */
    public Map<String, Long> numbersByPlace(long relation) {
        Map<String, Long> numbers = new HashMap<>();
        newest.forEach((row, version) -> {
            if (row.relation() == relation) {
                numbers.put(ctid(version), row.number());
            }
        });
        return numbers;
    }

    /** How many versions of rows it follows. */
    public int followed() {
        return rows.size();
    }

    private void heap(WalRecord record, String type) {
        List<Block> blocks = HeapWords.blocks(record.blocks());
        if (blocks.isEmpty() || blocks.getFirst().database() != database) {
            return;
        }
        Block first = blocks.getFirst();
        OptionalInt offset = HeapWords.offset(record.description());
        switch (type) {
            case "LOCK", "LOCK_UPDATED" -> offset.ifPresent(at -> lock(record, first, at, mode(record)));
            case "DELETE" -> offset.ifPresent(at -> lock(record, first, at, LockMode.UPDATE));
            case "UPDATE", "HOT_UPDATE" -> offset.ifPresent(at -> update(record, blocks, at));
            // A place that is used again is another row's.
            case "INSERT" -> offset.ifPresent(at -> rows.remove(version(first, at)));
            case "MULTI_INSERT" ->
                HeapWords.offsets(record.description()).forEach(at -> rows.remove(version(first, at)));
            default -> {}
        }
    }

    private LockMode mode(WalRecord record) {
        return HeapWords.isMulti(record.description())
                ? shared.getOrDefault(record.xid(), LockMode.KEY_SHARE)
                : HeapWords.lockMode(record.description());
    }

    /** Block reference 0 is the new version's page; 1, where there is one, the old one's. */
    private void update(WalRecord record, List<Block> blocks, int offset) {
        Row row = lock(record, blocks.getLast(), offset, HeapWords.updateMode(record.description()));
        HeapWords.newOffset(record.description()).ifPresent(at -> {
            RowVersion made = version(blocks.getFirst(), at);
            rows.put(made, row);
            RowVersion before = newest.put(row, made);
            replaced.computeIfAbsent(record.xid(), _ -> new ArrayList<>())
                    .add(new Replaced(row, before == null ? made : before));
        });
    }

    private Row lock(WalRecord record, Block block, int offset, LockMode mode) {
        RowVersion version = version(block, offset);
        Row row = rows.computeIfAbsent(version, _ -> new Row(block.relation(), ++number));
        newest.putIfAbsent(row, version);
        open.computeIfAbsent(record.xid(), _ -> new ArrayList<>()).add(new Taken(order, new Lock(row, mode)));
        return row;
    }

    private static RowVersion version(Block block, int offset) {
        return new RowVersion(block.relation(), block.block(), offset);
    }

    private void multixact(WalRecord record) {
        Matcher member = MEMBERS.matcher(record.description());
        while (member.find()) {
            LockMode mode = MEMBER.get(member.group(2));
            if (mode != null && Long.parseLong(member.group(1)) == record.xid()) {
                shared.put(record.xid(), mode);
            }
        }
    }

    private void transaction(WalRecord record, String type) {
        boolean committed = type.startsWith("COMMIT");
        if (!committed && !type.startsWith("ABORT")) {
            return;
        }
        List<Taken> taken = new ArrayList<>(take(record.xid(), committed));
        Matcher children = SUBTRANSACTIONS.matcher(record.description());
        if (children.find()) {
            for (String child : children.group(1).strip().split(" +")) {
                taken.addAll(take(Long.parseLong(child), committed));
            }
        }
        if (!taken.isEmpty()) {
            taken.sort(Comparator.comparingLong(Taken::order));
            ended.accept(new LockedTransaction(record.xid(), strengthening(taken), committed));
        }
    }

    private List<Taken> take(long xid, boolean committed) {
        shared.remove(xid);
        List<Replaced> made = replaced.remove(xid);
        if (made != null && committed) {
            // Nobody locks them any more; kept, they would be as many as all updates.
            made.forEach(version -> forget(version.before(), version.row()));
        } else if (made != null) {
            made.reversed().forEach(version -> newest.put(version.row(), version.before()));
        }
        List<Taken> taken = open.remove(xid);
        return taken == null ? List.of() : taken;
    }

    private void forget(RowVersion version, Row row) {
        if (!version.equals(newest.get(row))) {
            rows.remove(version);
        }
    }

    /** Without those that it had already. */
    private static List<Lock> strengthening(List<Taken> taken) {
        Map<Row, LockMode> held = new HashMap<>();
        List<Lock> locks = new ArrayList<>();
        for (Taken one : taken) {
            LockMode before = held.get(one.lock().row());
            if (before == null || !before.includes(one.lock().mode())) {
                held.put(one.lock().row(), one.lock().mode());
                locks.add(one.lock());
            }
        }
        return locks;
    }
}
