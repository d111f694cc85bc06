package dev.hone.datasets.plan;

import dev.hone.protocol.TrainingSpec;
import java.util.List;
import java.util.stream.IntStream;

/// How rows become updates.
///
/// @param epochs passes over the rows; a part of a pass is allowed
/// @param maxSteps updates in all, whatever the epochs; 0 leaves it to them
/// @param batchRows rows in one micro-batch, or bins of rows where they are packed
/// @param accumulation micro-batches in one update
/// @param packedLength tokens in a bin that rows are packed into; 0 does not pack
public record Batching(
        double epochs, int maxSteps, int batchRows, int accumulation, int packedLength) {
    public static Batching of(TrainingSpec spec) {
        return new Batching(
                spec.epochs(),
                spec.maxSteps(),
                spec.batchSize(),
                spec.gradientAccumulationSteps(),
                spec.packing() ? spec.maxLength() : 0);
    }

    /// @param batches micro-batches in an epoch
    /// @param perEpoch updates in an epoch
    /// @param total updates in all
    public record Steps(int batches, int perEpoch, int total) {}

    /// The rows that stand for one row of a batch.
    public List<int[]> bins(RowLengths rows) {
        return packedLength > 0
                ? Packing.bins(rows, packedLength)
                : IntStream.range(0, rows.size()).mapToObj(row -> new int[] {row}).toList();
    }

    /// Where everything stands when there are `bins` rows or bins of rows.
    public Steps steps(int bins) {
        int batches = Math.ceilDiv(bins, batchRows);
        int perEpoch = Math.ceilDiv(batches, accumulation);
        int total = maxSteps > 0 ? maxSteps : (int) Math.ceil(epochs * perEpoch);
        return new Steps(batches, perEpoch, total);
    }

    /// The rows of a micro-batch that needs as much memory as any: the longest that may meet in
    /// one.
    public RowLengths fullestBatch(RowLengths rows) {
        int[] longestFirst = rows.longestFirst();
        if (packedLength == 0) {
            return rows.some(
                    IntStream.of(longestFirst).limit(Math.min(batchRows, rows.size())).toArray());
        }
        long room = (long) batchRows * packedLength;
        var batch = new RowLengths();
        for (int row : longestFirst) {
            room -= rows.tokens(row);
            if (room < 0 && batch.size() > 0) {
                break;
            }
            batch.add(rows.tokens(row), rows.learned(row));
        }
        return batch;
    }
}
