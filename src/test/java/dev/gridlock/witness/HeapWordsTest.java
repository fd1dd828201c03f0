package dev.gridlock.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.witness.HeapWords.Block;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of PostgreSQL 18 and of PostgreSQL 15, as the two wrote them for the same statements. */
class HeapWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            xmax: 756, off: 1, infobits: [LOCK_ONLY, EXCL_LOCK, KEYS_UPDATED], flags: 0x00           | 1  | UPDATE
            xmax: 756, off: 2, infobits: [LOCK_ONLY, EXCL_LOCK, KEYSHR_LOCK], flags: 0x00            | 2  | SHARE
            xmax: 756, off: 3, infobits: [LOCK_ONLY, KEYSHR_LOCK], flags: 0x00                       | 3  | KEY_SHARE
            xmax: 756, off: 14, infobits: [LOCK_ONLY, EXCL_LOCK], flags: 0x00                        | 14 | NO_KEY_UPDATE
            off 1: xid 728: flags 0x00 LOCK_ONLY EXCL_LOCK KEYS_UPDATED                              | 1  | UPDATE
            off 2: xid 728: flags 0x00 LOCK_ONLY EXCL_LOCK KEYSHR_LOCK                               | 2  | SHARE
            off 3: xid 728: flags 0x00 LOCK_ONLY KEYSHR_LOCK                                         | 3  | KEY_SHARE
            off 14: xid 728: flags 0x00 LOCK_ONLY EXCL_LOCK                                          | 14 | NO_KEY_UPDATE
            """)
    void locks(String words, int offset, LockMode mode) {
        assertThat(HeapWords.offset(words)).hasValue(offset);
        assertThat(HeapWords.lockMode(words)).isEqualTo(mode);
        assertThat(HeapWords.isMulti(words)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            old_xmax: 757, old_off: 1, old_infobits: [], flags: 0x60, new_xmax: 0, new_off: 6             | 1 | 6 | NO_KEY_UPDATE
            old_xmax: 757, old_off: 2, old_infobits: [KEYS_UPDATED], flags: 0x40, new_xmax: 0, new_off: 7 | 2 | 7 | UPDATE
            off 1 xmax 729 flags 0x60 ; new off 6 xmax 0                                                  | 1 | 6 | NO_KEY_UPDATE
            off 2 xmax 729 flags 0x40 KEYS_UPDATED ; new off 7 xmax 0                                     | 2 | 7 | UPDATE
            """)
    void updates(String words, int old, int made, LockMode mode) {
        assertThat(HeapWords.offset(words)).hasValue(old);
        assertThat(HeapWords.newOffset(words)).hasValue(made);
        assertThat(HeapWords.updateMode(words)).isEqualTo(mode);
    }

    @Test
    void whatIsSharedIsSeen() {
        assertThat(HeapWords.isMulti(
                        "xmax: 1, off: 10, infobits: [IS_MULTI, LOCK_ONLY, EXCL_LOCK, KEYSHR_LOCK], flags: 0x00"))
                .isTrue();
        assertThat(HeapWords.isMulti("off 10: xid 1: flags 0x00 IS_MULTI LOCK_ONLY EXCL_LOCK KEYSHR_LOCK"))
                .isTrue();
    }

    @Test
    void blocksOfTheMainForkInTheirOrder() {
        assertThat(HeapWords.blocks(
                        "blkref #0: rel 1663/5/16391 fork main blk 7; blkref #1: rel 1663/5/16391 fork main blk 3"
                                + " (FPW); hole: offset: 44, length: 7988"))
                .containsExactly(new Block(0, 5, 16391, 7), new Block(1, 5, 16391, 3));
        assertThat(HeapWords.blocks("blkref #0: rel 1663/5/16391 fork vm blk 0"))
                .isEmpty();
        assertThat(HeapWords.blocks("")).isEmpty();
    }

    @Test
    void whatHasNoOffsetHasNone() {
        assertThat(HeapWords.offset("ntuples: 3, flags: 0x02, offsets: [1, 2, 3]"))
                .isEqualTo(OptionalInt.empty());
        assertThat(HeapWords.offsets("ntuples: 3, flags: 0x02, offsets: [1, 2, 3]"))
                .containsExactly(1, 2, 3);
    }
}
