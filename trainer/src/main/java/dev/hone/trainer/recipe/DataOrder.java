package dev.hone.trainer.recipe;

import dev.hone.datasets.tokens.TokenizedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which rows each update sees: every epoch has an order of its own, which follows from the plan's
/// seed alone, so a run that goes on needs to know no more than its step.
final class DataOrder {
    private final List<TokenizedSample> rows;
    private final List<int[]> bins;
    private final LoraPlan plan;
    private final LoraPlan.Steps steps;
    private int orderedEpoch = -1;
    private int[] order = {};

    DataOrder(List<TokenizedSample> rows, LoraPlan plan) {
        this.rows = rows;
        this.bins = plan.batching().bins(Shards.lengths(rows));
        this.plan = plan;
        this.steps = plan.steps(bins.size());
    }

    LoraPlan.Steps steps() {
        return steps;
    }

    /// The micro-batches of one update, and how many epochs are done after it.
    ///
    /// @param rows indices of all its rows
    record Window(List<List<TokenizedSample>> batches, List<Integer> rows, double epoch) {
        int learned() {
            return batches.stream()
                    .flatMap(List::stream)
                    .mapToInt(TokenizedSample::labelledCount)
                    .sum();
        }

        long tokens() {
            return batches.stream().flatMap(List::stream).mapToLong(TokenizedSample::length).sum();
        }
    }

    /// The last update of an epoch may have fewer micro-batches, its last batch fewer rows.
    Window window(int step) {
        int epoch = step / steps.perEpoch();
        arrange(epoch);
        int first = step % steps.perEpoch() * plan.accumulation();
        int last = Math.min(steps.batches(), first + plan.accumulation());
        var batches = new ArrayList<List<TokenizedSample>>();
        var members = new ArrayList<Integer>();
        for (int batch = first; batch < last; batch++) {
            int[] some = batch(batch);
            batches.add(Arrays.stream(some).mapToObj(rows::get).toList());
            Arrays.stream(some).forEach(members::add);
        }
        return new Window(batches, members, epoch + (double) last / steps.batches());
    }

    /// Indices of the rows of one micro-batch.
    private int[] batch(int batch) {
        int from = batch * plan.batchRows();
        int to = Math.min(order.length, from + plan.batchRows());
        return Arrays.stream(order, from, to)
                .flatMap(bin -> Arrays.stream(bins.get(bin)))
                .toArray();
    }

    private void arrange(int epoch) {
        if (epoch != orderedEpoch) {
            order = MersenneTwister.permutation(bins.size(), plan.seed() + epoch);
            orderedEpoch = epoch;
        }
    }
}
