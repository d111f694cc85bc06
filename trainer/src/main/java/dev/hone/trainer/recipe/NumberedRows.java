package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.RowLengths;
import dev.hone.datasets.tokens.TokenizedSample;
import java.util.List;
import java.util.stream.LongStream;

/// Rows, and the lines of the file that they stand on, by which people find them.
public record NumberedRows(List<TokenizedSample> samples, List<Long> lines) {
    public NumberedRows {
        samples = List.copyOf(samples);
        lines = List.copyOf(lines);
        if (samples.size() != lines.size()) {
            throw new IllegalArgumentException(
                    "%d rows must have as many lines, had %d"
                            .formatted(samples.size(), lines.size()));
        }
    }

    /// Rows on consecutive lines from 1.
    public static NumberedRows of(List<TokenizedSample> samples) {
        return new NumberedRows(
                samples, LongStream.rangeClosed(1, samples.size()).boxed().toList());
    }

    /// All that a plan needs to know of them.
    public RowLengths lengths() {
        return Shards.lengths(samples);
    }

    int size() {
        return samples.size();
    }

    /// Whether there is anything to learn, or to measure a loss on.
    boolean areLearned() {
        return samples.stream().anyMatch(row -> row.labelledCount() > 0);
    }
}
