package dev.hone.datasets.rows;

import dev.hone.datasets.sample.Sample;

/// On which side of a split rows stand. For one thread.
public final class SplitSide {
    private final RowDigests digests = new RowDigests();
    private final SplitRule rule;

    public SplitSide(SplitRule rule) {
        this.rule = rule;
    }

    /// Whether the row is kept back for validation.
    public boolean validates(Sample sample) {
        return rule.validates(digests.of(sample).asked());
    }
}
