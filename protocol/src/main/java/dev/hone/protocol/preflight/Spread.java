package dev.hone.protocol.preflight;

import java.util.List;

/// How a number of tokens is spread over rows. All exact: no row is estimated.
///
/// @param p50 half of the rows have at most so many; the others likewise
/// @param histogram between powers of two, without empty bins at either end
public record Spread(
        int min, int p10, int p50, int p90, int p99, int max, double mean, List<Bin> histogram) {
    public static final Spread EMPTY = new Spread(0, 0, 0, 0, 0, 0, 0, List.of());

    public Spread {
        histogram = List.copyOf(histogram);
    }

    /// @param from at least so many tokens
    /// @param to and fewer than these
    public record Bin(int from, int to, long rows) {}
}
