package dev.gridlock.witness;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.gridlock.witness.Change.Operation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of {@code pgoutput}, version 1 of its protocol, with text values: "Logical Replication Message Formats" in PostgreSQL's
 * documentation. The messages of a transaction come together, between Begin and Commit.
 */
final class PgOutput {

    /** From 1970 to 2000, where PostgreSQL's own time begins. */
    private static final long EPOCH_US = 946_684_800_000_000L;

    private static final @Nullable String[] NO_ROW = new String[0];

    private record Relation(String name, List<String> columns, List<Integer> key) {}

    private final Map<String, List<String>> keys;
    private final Consumer<Change> into;
    private final Map<Integer, Relation> relations = new HashMap<>();
    private long xid;
    private long committedUs;

    /** @param keys columns of the primary keys, by table, both as {@link Change#table} has them */
    PgOutput(Map<String, List<String>> keys, Consumer<Change> into) {
        this.keys = keys;
        this.into = into;
    }

    /** The next message. */
    void message(String lsn, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        char type = (char) in.get();
        switch (type) {
            case 'B' -> {
                in.getLong(); // where its commit ends
                committedUs = in.getLong() + EPOCH_US;
                xid = Integer.toUnsignedLong(in.getInt());
            }
            case 'R' -> relation(in);
            case 'I' -> {
                Relation relation = relation(in.getInt());
                in.get(); // N
                @Nullable String[] after = tuple(in, NO_ROW);
                tell(lsn, relation, Operation.INSERT, null, after);
            }
            case 'U' -> {
                Relation relation = relation(in.getInt());
                @Nullable String[] before = in.get() == 'N' ? NO_ROW : tuple(in, NO_ROW);
                if (before.length > 0) {
                    in.get(); // N
                }
                tell(lsn, relation, Operation.UPDATE, before, tuple(in, before));
            }
            case 'D' -> {
                Relation relation = relation(in.getInt());
                in.get(); // O, or K
                tell(lsn, relation, Operation.DELETE, tuple(in, NO_ROW), null);
            }
            case 'T' -> {
                int count = in.getInt();
                in.get(); // options
                for (int i = 0; i < count; i++) {
                    tell(lsn, relation(in.getInt()), Operation.TRUNCATE, null, null);
                }
            }
            default -> {} // Commit, Type, Origin, Message
        }
    }

    private void relation(ByteBuffer in) {
        int id = in.getInt();
        String schema = text(in);
        String table = text(in);
        String name = schema.equals("public") ? table : schema + "." + table;
        in.get(); // replica identity
        List<String> columns = new ArrayList<>();
        int count = in.getShort();
        for (int i = 0; i < count; i++) {
            in.get(); // whether it is of the replica identity: with FULL all are
            columns.add(text(in));
            in.getInt(); // type
            in.getInt(); // its modifier
        }
        List<Integer> key = keys.getOrDefault(name, List.of()).stream()
                .map(columns::indexOf)
                .filter(at -> at >= 0)
                .toList();
        relations.put(id, new Relation(name, columns, key));
    }

    private Relation relation(int id) {
        Relation relation = relations.get(id);
        if (relation == null) {
            throw new IllegalStateException("pgoutput: no Relation message before one of table " + id);
        }
        return relation;
    }

    /** The values; one that is long and was not changed is not sent again, and is what it was. */
    private static @Nullable String[] tuple(ByteBuffer in, @Nullable String[] before) {
        @Nullable String[] values = new String[in.getShort()];
        for (int i = 0; i < values.length; i++) {
            char kind = (char) in.get();
            values[i] = switch (kind) {
                case 't' -> {
                    byte[] bytes = new byte[in.getInt()];
                    in.get(bytes);
                    yield new String(bytes, StandardCharsets.UTF_8);
                }
                case 'u' -> i < before.length ? before[i] : null;
                case 'n' -> null;
                default -> throw new IllegalStateException("pgoutput: a value of the kind " + kind);
            };
        }
        return values;
    }

    private void tell(
            String lsn,
            Relation relation,
            Operation operation,
            @Nullable String @Nullable [] before,
            @Nullable String @Nullable [] after) {
        @Nullable String @Nullable [] row = after == null ? before : after;
        into.accept(new Change(
                xid,
                lsn,
                committedUs,
                relation.name(),
                row == null ? "" : key(relation, row),
                operation,
                json(relation, before),
                json(relation, after)));
    }

    private static String key(Relation relation, @Nullable String[] row) {
        List<String> values =
                relation.key().stream().map(at -> String.valueOf(row[at])).toList();
        return values.size() == 1 ? values.getFirst() : values.isEmpty() ? "" : "(" + String.join(",", values) + ")";
    }

    private static @Nullable String json(Relation relation, @Nullable String @Nullable [] row) {
        if (row == null || row.length == 0) {
            return null;
        }
        StringBuilder json = new StringBuilder("{");
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        for (int i = 0; i < row.length; i++) {
            json.append(i == 0 ? "\"" : ",\"");
            encoder.quoteAsString(relation.columns().get(i), json);
            json.append("\":");
            String value = row[i];
            if (value == null) {
                json.append("null");
            } else {
                json.append('"');
                encoder.quoteAsString(value, json);
                json.append('"');
            }
        }
        return json.append('}').toString();
    }

    private static String text(ByteBuffer in) {
        int from = in.position();
        while (in.get() != 0) {
            // to its end
        }
        byte[] bytes = new byte[in.position() - from - 1];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
