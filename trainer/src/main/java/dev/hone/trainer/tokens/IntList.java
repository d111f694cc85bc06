package dev.hone.trainer.tokens;

import java.util.Arrays;

/// A growing list of ints: boxing tens of millions of tokens would not do.
public final class IntList {
    private int[] values = new int[16];
    private int size;

    public void add(int... more) {
        if (size + more.length > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, size + more.length));
        }
        System.arraycopy(more, 0, values, size, more.length);
        size += more.length;
    }

    public int size() {
        return size;
    }

    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
