package dev.hone.datasets.content;

/// Numbers of 64 bits by the order in which they came; open addressing, bounded.
final class NumberTable {
    private final int most;
    private long[] keys;
    private int[] indices;
    private int size;

    NumberTable(int most) {
        this.most = most;
        keys = new long[1 << 12];
        indices = new int[1 << 12];
    }

    int size() {
        return size;
    }

    /// The number's index, from 0; -1 if it is not there.
    int find(long number) {
        return indices[slot(number)] - 1;
    }

    /// The number's index, given now if it has none; -1 if there is no room.
    int findOrAdd(long number) {
        int slot = slot(number);
        if (indices[slot] == 0) {
            if (size == most) {
                return -1;
            }
            keys[slot] = number;
            indices[slot] = ++size;
            if (2 * size > keys.length) {
                grow();
                return size - 1;
            }
        }
        return indices[slot] - 1;
    }

    private int slot(long number) {
        int slot = (int) (Words.mixed(number) >>> Integer.SIZE) & (keys.length - 1);
        while (indices[slot] != 0 && keys[slot] != number) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIndices = indices;
        keys = new long[2 * oldKeys.length];
        indices = new int[2 * oldKeys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldIndices[old] != 0) {
                int slot = slot(oldKeys[old]);
                keys[slot] = oldKeys[old];
                indices[slot] = oldIndices[old];
            }
        }
    }
}
