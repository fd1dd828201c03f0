package dev.gridlock.witness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words of a heap record say: PostgreSQL 15 has {@code off 2}, 16 and later {@code off: 2}. */
final class HeapWords {

    private static final Pattern OFFSET = Pattern.compile("(?:^|, |old_)off:? (\\d+)");
    private static final Pattern NEW_OFFSET = Pattern.compile("new(?:_off:| off) (\\d+)");
    private static final Pattern OFFSETS = Pattern.compile("offsets: \\[([0-9, ]*)\\]");
    private static final Pattern BLOCK = Pattern.compile("blkref #(\\d+): rel \\d+/(\\d+)/(\\d+) fork main blk (\\d+)");

    /** Bits of the row that was there before: in 15 they stand before the semicolon, later in brackets. */
    private static final Pattern OLD_PART = Pattern.compile("^([^;]*?)(?:;| new_xmax|$)");

    private HeapWords() {}

    /** Of the version that is locked, or made. */
    static OptionalInt offset(String description) {
        Matcher matcher = OFFSET.matcher(description);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Of the version that an update makes. */
    static OptionalInt newOffset(String description) {
        Matcher matcher = NEW_OFFSET.matcher(description);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Of versions that were made together. */
    static List<Integer> offsets(String description) {
        List<Integer> offsets = new ArrayList<>();
        Matcher matcher = OFFSETS.matcher(description);
        if (matcher.find()) {
            for (String offset : matcher.group(1).split(", *")) {
                if (!offset.isBlank()) {
                    offsets.add(Integer.parseInt(offset.strip()));
                }
            }
        }
        return offsets;
    }

    /** A block that a record names. */
    record Block(int number, long database, long relation, long block) {}

    /** Of the main fork, in the order of their numbers. */
    static List<Block> blocks(String references) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(references);
        while (matcher.find()) {
            blocks.add(new Block(
                    Integer.parseInt(matcher.group(1)),
                    Long.parseLong(matcher.group(2)),
                    Long.parseLong(matcher.group(3)),
                    Long.parseLong(matcher.group(4))));
        }
        return blocks;
    }

    /** Whether the lock is shared with others: then its mode stands in the multixact that was made for it. */
    static boolean isMulti(String description) {
        return old(description).contains("IS_MULTI");
    }

    /** Of a lock without a change of the row. */
    static LockMode lockMode(String description) {
        if (description.contains("KEYS_UPDATED")) {
            return LockMode.UPDATE;
        }
        boolean exclusive = description.contains("EXCL_LOCK");
        boolean keyShare = description.contains("KEYSHR_LOCK");
        return exclusive ? (keyShare ? LockMode.SHARE : LockMode.NO_KEY_UPDATE) : LockMode.KEY_SHARE;
    }

    /** Of an update: stronger where it changes a key that others may refer to. */
    static LockMode updateMode(String description) {
        return old(description).contains("KEYS_UPDATED") ? LockMode.UPDATE : LockMode.NO_KEY_UPDATE;
    }

    private static String old(String description) {
        Matcher matcher = OLD_PART.matcher(description);
        return matcher.find() ? matcher.group(1) : description;
    }
}
