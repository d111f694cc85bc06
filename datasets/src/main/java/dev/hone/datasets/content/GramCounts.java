package dev.hone.datasets.content;

import java.util.Arrays;

/// In how many rows each run of words stands, and which answer most of them have (the vote of Boyer
/// and Moore: right wherever one answer has more than half).
final class GramCounts {
    private static final int SKETCH = 1 << 24;
    private static final int MOST_GRAMS = 1 << 20;

    /// Two counts up to 255 for each run, shared with others: the smaller is never too low.
    private final byte[] sketch = new byte[SKETCH];

    private final NumberTable table = new NumberTable(MOST_GRAMS);
    private int[] rows = new int[1 << 12];
    private int[] votes = new int[1 << 12];
    private long[] answers = new long[1 << 12];

    /// The first time through: finds what is frequent enough for the second.
    void sketch(long[] grams) {
        for (long gram : grams) {
            raise(first(gram));
            raise(second(gram));
        }
    }

    /// The second time through.
    ///
    /// @param fewest rows that a run must stand in
    void count(long[] grams, long answer, int fewest) {
        for (long gram : grams) {
            if (Math.min(sketch[first(gram)] & 0xff, sketch[second(gram)] & 0xff) >= fewest) {
                int index = table.findOrAdd(gram);
                if (index >= 0) {
                    vote(index, answer);
                }
            }
        }
    }

    /// Rows with it; 0 of a rare one.
    int rows(long gram) {
        int index = table.find(gram);
        return index < 0 ? 0 : rows[index];
    }

    /// What most rows with it are answered.
    long answer(long gram) {
        return answers[table.find(gram)];
    }

    /// At most that many more rows have the answer than have another.
    int votes(long gram) {
        int index = table.find(gram);
        return index < 0 ? 0 : votes[index];
    }

    private void vote(int index, long answer) {
        if (index == rows.length) {
            rows = Arrays.copyOf(rows, 2 * index);
            votes = Arrays.copyOf(votes, 2 * index);
            answers = Arrays.copyOf(answers, 2 * index);
        }
        rows[index]++;
        if (votes[index] == 0) {
            answers[index] = answer;
        }
        votes[index] += answers[index] == answer ? 1 : -1;
    }

    private void raise(int slot) {
        if (sketch[slot] != -1) {
            sketch[slot]++;
        }
    }

    private static int first(long gram) {
        return (int) gram & (SKETCH - 1);
    }

    private static int second(long gram) {
        return (int) (gram >>> Integer.SIZE) & (SKETCH - 1);
    }
}
