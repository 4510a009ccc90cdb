package io.gwanmun.gateway.token.reference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The ids of tokens that were called back, each until the token would have ended anyway. One thread writes, any number reads
 * without waiting.
 *
 * <p>A table with open addressing and linear probing over one array of {@code long}. An id is SHA-256 in base64url; of its 43
 * characters the first 40 are kept, ten in each of four words, so 240 of 256 bits. The top bit of the first word says that a slot
 * is taken; it is written last and read first, so that a reader sees a whole id or none. Nothing is ever taken out of a table:
 * what has ended stays behind when the table is made anew.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Linear_probing">Linear probing</a>
 */
final class RevokedIds {

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int ID_LENGTH = 43;
    private static final int WORD_CHARACTERS = 10;
    private static final int BITS = 6;
    private static final int WORDS_OF_ID = 4;
    private static final int LEAST_SLOTS = 1024;
    private static final long TAKEN = 1L << 63;
    private static final byte[] VALUES = values();

    private final int most;
    private volatile Table table = new Table(LEAST_SLOTS);

    /**
     * Makes an empty set.
     *
     * @param most how many ids fit
     */
    RevokedIds(int most) {
        this.most = most;
    }

    /** Says whether an id is in the set; text that is no id never is. */
    boolean contains(String id) {
        Table now = table;
        return now.taken > 0 && isId(id) && now.find(id) >= 0;
    }

    /** Returns how many ids are kept, those that ended and were not cleared away yet included. */
    int size() {
        return table.taken;
    }

    /**
     * Adds an id.
     *
     * @param ends when it can be forgotten, in seconds since 1970
     * @param now the same for the present moment
     * @return what came of it
     * @throws IllegalArgumentException when the text is no id
     */
    Added add(String id, long ends, long now) {
        if (!isId(id)) {
            throw new IllegalArgumentException("id of a token: not shown (expected: 43 characters of base64url)");
        }
        if (ends <= now || table.find(id) >= 0) {
            return Added.KNOWN;
        }
        if (table.taken >= most || table.isFull()) {
            if (table.taken >= most && now < table.soonest) {
                return Added.NO_ROOM;
            }
            clear(now);
            if (table.taken >= most) {
                return Added.NO_ROOM;
            }
        }
        table.put(word(id, 0), word(id, 1), word(id, 2), word(id, 3), ends);
        return Added.NEW;
    }

    /** Forgets what has ended, and makes room when there is little. */
    void clear(long now) {
        Table old = table;
        int lasting = old.lasting(now);
        Table made = new Table(slots(lasting));
        old.copyTo(made, now);
        table = made;
    }

    /** Returns twice as many slots as would be half full, so that room lasts a while. */
    private static int slots(int ids) {
        return Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, ids)) << 2);
    }

    private static boolean isId(String id) {
        if (id.length() != ID_LENGTH) {
            return false;
        }
        for (int i = 0; i < ID_LENGTH; i++) {
            char c = id.charAt(i);
            if (c >= VALUES.length || VALUES[c] < 0) {
                return false;
            }
        }
        return true;
    }

    private static long word(String id, int index) {
        long word = 0;
        for (int i = index * WORD_CHARACTERS; i < (index + 1) * WORD_CHARACTERS; i++) {
            word = word << BITS | VALUES[id.charAt(i)];
        }
        return index == 0 ? word | TAKEN : word;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    /** What came of adding an id. */
    enum Added {
        /** It was not known before. */
        NEW,
        /** It was known, or has ended. */
        KNOWN,
        /** There is no room for it. */
        NO_ROOM
    }

    private static final class Table {

        private final long[] words;
        private final int[] ends;
        private final int mask;
        /** When the first id ends, so that a full table is not looked through in vain; for the one who writes. */
        private long soonest = Long.MAX_VALUE;

        private volatile int taken;

        Table(int slots) {
            words = new long[slots * WORDS_OF_ID];
            ends = new int[slots];
            mask = slots - 1;
        }

        boolean isFull() {
            return taken >= (mask + 1) / 4 * 3;
        }

        /** Returns the slot of an id, -1 when it is not there. */
        int find(String id) {
            long first = word(id, 0);
            for (int slot = start(first); ; slot = slot + 1 & mask) {
                long seen = (long) WORDS.getAcquire(words, slot * WORDS_OF_ID);
                if (seen == 0) {
                    return -1;
                }
                int at = slot * WORDS_OF_ID;
                if (seen == first
                        && words[at + 1] == word(id, 1)
                        && words[at + 2] == word(id, 2)
                        && words[at + 3] == word(id, 3)) {
                    return slot;
                }
            }
        }

        // One thread writes; the field is volatile for those who read.
        @SuppressWarnings("NonAtomicVolatileUpdate")
        void put(long first, long second, long third, long fourth, long end) {
            int slot = start(first);
            while (words[slot * WORDS_OF_ID] != 0) {
                slot = slot + 1 & mask;
            }
            int at = slot * WORDS_OF_ID;
            words[at + 1] = second;
            words[at + 2] = third;
            words[at + 3] = fourth;
            ends[slot] = (int) Math.min(end, 0xffff_ffffL);
            soonest = Math.min(soonest, end);
            WORDS.setRelease(words, at, first);
            taken = taken + 1;
        }

        int lasting(long now) {
            int lasting = 0;
            for (int slot = 0; slot <= mask; slot++) {
                if (lasts(slot, now)) {
                    lasting++;
                }
            }
            return lasting;
        }

        void copyTo(Table other, long now) {
            for (int slot = 0; slot <= mask; slot++) {
                if (lasts(slot, now)) {
                    int at = slot * WORDS_OF_ID;
                    other.put(
                            words[at], words[at + 1], words[at + 2], words[at + 3], Integer.toUnsignedLong(ends[slot]));
                }
            }
        }

        private boolean lasts(int slot, long now) {
            return words[slot * WORDS_OF_ID] != 0 && Integer.toUnsignedLong(ends[slot]) > now;
        }

        /** The id is a digest, so any of its bits are as good as a hash. */
        private int start(long first) {
            return (int) first & mask;
        }
    }
}
