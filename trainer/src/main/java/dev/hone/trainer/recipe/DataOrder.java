package dev.hone.trainer.recipe;

import dev.hone.datasets.tokens.TokenizedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which rows each update sees: every epoch has an order of its own, which follows from the plan's
/// seed alone, so a run that goes on needs to know no more than its step.
final class DataOrder {
    private final List<TokenizedSample> rows;
    private final LoraPlan plan;
    private final LoraPlan.Steps steps;
    private int orderedEpoch = -1;
    private int[] order = {};

    DataOrder(List<TokenizedSample> rows, LoraPlan plan) {
        this.rows = rows;
        this.plan = plan;
        this.steps = plan.steps(rows.size());
    }

    /// The micro-batches of one update, and how many epochs are done after it.
    record Window(List<List<TokenizedSample>> batches, double epoch) {
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
        for (int batch = first; batch < last; batch++) {
            int from = batch * plan.batchRows();
            int to = Math.min(order.length, from + plan.batchRows());
            batches.add(Arrays.stream(order, from, to).mapToObj(rows::get).toList());
        }
        return new Window(batches, epoch + (double) last / steps.batches());
    }

    private void arrange(int epoch) {
        if (epoch != orderedEpoch) {
            order = MersenneTwister.permutation(rows.size(), plan.seed() + epoch);
            orderedEpoch = epoch;
        }
    }
}
