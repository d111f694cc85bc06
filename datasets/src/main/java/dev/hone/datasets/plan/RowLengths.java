package dev.hone.datasets.plan;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How many tokens each row has, and how many of them are learned: all that a plan needs to know of
/// rows.
public final class RowLengths {
    private int[] tokens = new int[16];
    private int[] learned = new int[16];
    private int size;

    public void add(int tokens, int learned) {
        if (tokens < 1 || learned < 0 || learned > tokens) {
            throw new IllegalArgumentException(
                    "a row must have a token and learn none to all of them, had %d and learns %d"
                            .formatted(tokens, learned));
        }
        if (size == this.tokens.length) {
            this.tokens = Arrays.copyOf(this.tokens, 2 * size);
            this.learned = Arrays.copyOf(this.learned, 2 * size);
        }
        this.tokens[size] = tokens;
        this.learned[size++] = learned;
    }

    public int size() {
        return size;
    }

    public int tokens(int row) {
        return tokens[row];
    }

    public int learned(int row) {
        return learned[row];
    }

    public long tokens() {
        return Arrays.stream(tokens, 0, size).asLongStream().sum();
    }

    public long learned() {
        return Arrays.stream(learned, 0, size).asLongStream().sum();
    }

    /// Some of the rows, in the order given.
    public RowLengths some(int[] rows) {
        var some = new RowLengths();
        for (int row : rows) {
            some.add(tokens[row], learned[row]);
        }
        return some;
    }

    /// The rows by length; rows of one length as they stand.
    public int[] longestFirst() {
        // Sorted as numbers: of millions of rows, objects would take many times as much memory.
        return IntStream.range(0, size)
                .mapToLong(row -> (long) -tokens[row] << Integer.SIZE | row)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    CallShape shape(int[] rows) {
        return new CallShape(
                rows.length,
                Arrays.stream(rows).map(this::tokens).sum(),
                Arrays.stream(rows).map(this::tokens).max().orElseThrow(),
                Arrays.stream(rows).map(this::learned).sum());
    }
}
