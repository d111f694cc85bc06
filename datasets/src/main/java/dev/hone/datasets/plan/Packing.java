package dev.hone.datasets.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Puts rows together in bins of a given length, each row whole, by best fit decreasing (Ding et
/// al. 2024, "Fewer Truncations Improve Language Modeling"). The bins and their order are those of
/// TRL's `bfd`: the longest rows first, each into the bin with the least room that takes it, and of
/// several such bins into the one that has had that room the longest.
///
/// A bin only says which rows are trained on together: no row sees another's tokens.
final class Packing {
    /// TRL packs this many rows at a time, the batch of `datasets.map`.
    static final int ROWS_AT_ONCE = 1000;

    private final int length;
    private final List<List<Integer>> bins = new ArrayList<>();
    private final TreeMap<Integer, Queue<List<Integer>>> binsByRoom = new TreeMap<>();

    private Packing(int length) {
        this.length = length;
    }

    /// @param length tokens in a bin; no row may have more
    /// @return the indices of each bin's rows
    static List<int[]> bins(RowLengths rows, int length) {
        var bins = new ArrayList<int[]>();
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            var packing = new Packing(length);
            IntStream.range(from, Math.min(rows.size(), from + ROWS_AT_ONCE))
                    .boxed()
                    .sorted(Comparator.comparingInt((Integer row) -> rows.tokens(row)).reversed())
                    .forEach(row -> packing.add(row, rows.tokens(row)));
            packing.bins.forEach(
                    bin -> bins.add(bin.stream().mapToInt(Integer::intValue).toArray()));
        }
        return bins;
    }

    private void add(int row, int tokens) {
        var fitting = binsByRoom.ceilingEntry(tokens);
        var bin = fitting == null ? open() : take(fitting);
        bin.add(row);
        int left = (fitting == null ? length : fitting.getKey()) - tokens;
        if (left > 0) {
            binsByRoom.computeIfAbsent(left, _ -> new ArrayDeque<>()).add(bin);
        }
    }

    private List<Integer> open() {
        var bin = new ArrayList<Integer>();
        bins.add(bin);
        return bin;
    }

    private List<Integer> take(Map.Entry<Integer, Queue<List<Integer>>> waiting) {
        var bin = waiting.getValue().remove();
        if (waiting.getValue().isEmpty()) {
            binsByRoom.remove(waiting.getKey());
        }
        return bin;
    }
}
