package dev.hone.datasets.check;

import java.util.List;

/// What the rows so far asked, and what the first of those that asked it was answered: two numbers
/// of 64 bits a row. Two different texts share theirs once in 10^19.
final class RowTable {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int FIRST_SLOTS = 1 << 12;

    private final int most;
    private long[] asked = new long[FIRST_SLOTS];
    private long[] answered = new long[FIRST_SLOTS];
    private int size;

    enum Standing {
        NEW,
        SAID_BEFORE,
        ANSWERED_DIFFERENTLY,
        TABLE_IS_FULL
    }

    /// @param most rows that are kept
    RowTable(int most) {
        this.most = most;
    }

    Standing add(List<String> question, List<String> answer) {
        long key = number(question);
        long value = number(answer);
        int slot = slot(key);
        if (asked[slot] == key) {
            return answered[slot] == value ? Standing.SAID_BEFORE : Standing.ANSWERED_DIFFERENTLY;
        }
        if (size == most) {
            return Standing.TABLE_IS_FULL;
        }
        asked[slot] = key;
        answered[slot] = value;
        size++;
        if (2 * size > asked.length) {
            grow();
        }
        return Standing.NEW;
    }

    /// Where the key is, or would be.
    private int slot(long key) {
        int slot = (int) (key >>> 32) & (asked.length - 1);
        while (asked[slot] != 0 && asked[slot] != key) {
            slot = (slot + 1) & (asked.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] keys = asked;
        long[] values = answered;
        asked = new long[2 * keys.length];
        answered = new long[2 * keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int slot = slot(keys[i]);
                asked[slot] = keys[i];
                answered[slot] = values[i];
            }
        }
    }

    /// FNV-1a over the chars, with the lengths so that texts cannot run into each other, and the
    /// bits mixed at the end (Stafford's variant 13 of MurmurHash3); never 0, which marks a free
    /// slot.
    private static long number(List<String> texts) {
        long hash = FNV_START;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ text.length()) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}
