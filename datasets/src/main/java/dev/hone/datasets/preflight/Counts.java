package dev.hone.datasets.preflight;

import dev.hone.protocol.preflight.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Counts rows by a number of tokens, exactly: a row of 1 MiB bounds the number, so the table.
final class Counts {
    private static final int FIRST_SIZE = 1 << 12;

    private long[] rows = new long[FIRST_SIZE];
    private long total;
    private long sum;

    void add(int number) {
        if (number >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(number + 1, 2 * rows.length));
        }
        rows[number]++;
        total++;
        sum += number;
    }

    long sum() {
        return sum;
    }

    Spread spread() {
        if (total == 0) {
            return Spread.EMPTY;
        }
        return new Spread(
                quantile(0),
                quantile(0.1),
                quantile(0.5),
                quantile(0.9),
                quantile(0.99),
                quantile(1),
                (double) sum / total,
                histogram());
    }

    /// The smallest number that at least this share of the rows does not exceed.
    private int quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        int number = -1;
        while (seen < wanted) {
            seen += rows[++number];
        }
        return number;
    }

    private List<Spread.Bin> histogram() {
        var bins = new ArrayList<Spread.Bin>();
        int last = quantile(1);
        int from = 0;
        for (int to = 1; from <= last; to *= 2) {
            long inside = Arrays.stream(rows, from, Math.min(to, rows.length)).sum();
            if (inside > 0 || !bins.isEmpty()) {
                bins.add(new Spread.Bin(from, to, inside));
            }
            from = to;
        }
        return bins;
    }
}
