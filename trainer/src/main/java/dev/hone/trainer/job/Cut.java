package dev.hone.trainer.job;

import dev.hone.datasets.tokens.Tokenized;

/// Rows of a file that lost their end: how many, the first, and the longest.
final class Cut {
    private long rows;
    private long firstLine;
    private int longest;

    void see(long line, Tokenized row) {
        if (row.isCut()) {
            firstLine = rows == 0 ? line : firstLine;
            rows++;
            longest = Math.max(longest, row.wholeLength());
        }
    }

    long rows() {
        return rows;
    }

    String told(String filename, int all, int maxLength) {
        return "%s: %d of %d rows are longer than max_length %d and are cut at the end, the first on line %d; the longest has %d tokens."
                .formatted(filename, rows, all, maxLength, firstLine, longest);
    }
}
