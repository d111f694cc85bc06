package dev.hone.datasets.content;

/// The runs of one to three words of a question, each once.
final class Grams {
    static final int LONGEST = 3;

    private final Words words = new Words();

    Words words() {
        return words;
    }

    long[] of(KeptRows.Kept row) {
        words.read(row.text(), 0, row.questionEnd());
        var grams = new long[LONGEST * words.count()];
        int count = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int first = 0; first + length <= words.count(); first++) {
                grams[count++] = words.gram(first, length);
            }
        }
        return Shingles.distinct(grams, count);
    }

    /// Its single words, each once.
    long[] single(KeptRows.Kept row) {
        words.read(row.text(), 0, row.questionEnd());
        return Shingles.distinct(words.numbers(), words.count());
    }

    /// How the row writes the run; empty if it is not there.
    String text(KeptRows.Kept row, long gram) {
        words.read(row.text(), 0, row.questionEnd());
        for (int length = 1; length <= LONGEST; length++) {
            for (int first = 0; first + length <= words.count(); first++) {
                if (words.gram(first, length) == gram) {
                    return row.text().substring(words.start(first), words.end(first + length - 1));
                }
            }
        }
        return "";
    }
}
