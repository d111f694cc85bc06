package dev.hone.datasets.plan;

/// Collects the lengths of a file's rows in bounded memory: when there is no more room, every
/// second thousand of rows is given up, and from then on as many are passed over. Thousands stay
/// whole, since [Packing] makes its bins of one at a time.
public final class LengthSampling {
    /// A plan of so many takes some 60 MB of the control plane's heap for a moment.
    private static final int MOST_ROWS = 1_000 * Packing.ROWS_AT_ONCE;

    private final int most;
    private RowLengths kept = new RowLengths();
    private long rows;
    private long every = 1;

    public LengthSampling() {
        this(MOST_ROWS);
    }

    /// @param most rows that are kept; an even number of thousands
    LengthSampling(int most) {
        if (most % (2 * Packing.ROWS_AT_ONCE) != 0) {
            throw new IllegalArgumentException(
                    "most must be an even number of thousands, was %d".formatted(most));
        }
        this.most = most;
    }

    public void add(int tokens, int learned) {
        long thousand = rows++ / Packing.ROWS_AT_ONCE;
        if (thousand % every == 0 && kept.size() == most) {
            kept = everySecondThousand();
            every *= 2;
        }
        if (thousand % every == 0) {
            kept.add(tokens, learned);
        }
    }

    public LengthSample sample() {
        return new LengthSample(rows, kept);
    }

    private RowLengths everySecondThousand() {
        var half = new RowLengths();
        for (int row = 0; row < kept.size(); row++) {
            if (row / Packing.ROWS_AT_ONCE % 2 == 0) {
                half.add(kept.tokens(row), kept.learned(row));
            }
        }
        return half;
    }
}
