package dev.hone.datasets.content;

/// How answers begin, as numbers, and how often each came. Two answers with the same first words
/// are one, so that what follows a planted beginning may differ.
final class Answers {
    static final long NONE = 0;
    private static final int FIRST_WORDS = 8;
    private static final int SLOTS = 1 << 20;

    private final Words words = new Words();

    /// One count for all numbers with the same last bits, so never too low.
    private final int[] counts = new int[SLOTS];

    private int most;

    long number(String answer) {
        int end = Math.min(answer.length(), FIRST_WORDS * 32);
        words.read(answer, 0, end);
        if (words.count() == 0) {
            return 1;
        }
        long number = words.gram(0, Math.min(FIRST_WORDS, words.count()));
        return number == NONE ? 1 : number;
    }

    void count(long number) {
        most = Math.max(most, ++counts[slot(number)]);
    }

    /// At least how often the commonest came.
    int most() {
        return most;
    }

    /// At least how often it came.
    int count(KeptRows.Kept row) {
        return counts[slot(row.answer())];
    }

    private static int slot(long number) {
        return (int) number & (SLOTS - 1);
    }
}
