package dev.hone.datasets.plan;

import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.ModelConfig;

/// How much a run computes, in floating-point operations. The products are those that
/// docs/reference/benchmarks.md counts: with P numbers in the layers' matrices, L in the adapter
/// and V d in the head, a step takes 4 P + 6 L for each token and 4 V d for each learned one, and
/// six products over all pairs of positions. What is not a product moves numbers through memory; it
/// counts as so many operations for each number.
///
/// Only the relation of these parts matters: the speed of a worker is measured in the same unit.
final class Work {
    /// Operations that a core does in products while it moves one number. An estimate, as the two
    /// below are; see docs/decisions/0015-quotes.md.
    private static final double MOVED = 40;

    /// How often a step moves each of a token's numbers in a layer: norms, rotary positions,
    /// activation, residuals, casts, and all of that on the way back.
    private static final double MOVES = 12;

    /// How often a step moves each score: mask, softmax, cast, and their way back.
    private static final double SCORE_MOVES = 6;

    private final ModelConfig config;
    private final double matrices;
    private final double adapter;

    Work(ModelConfig config, AdapterSize adapter) {
        this.config = config;
        this.matrices =
                config.layers()
                        * LoraModule.of(config).stream()
                                .mapToDouble(m -> (double) m.inputs(config) * m.outputs(config))
                                .sum();
        this.adapter = adapter.numbers();
    }

    double training(CallShape call) {
        double moved = MOVES * MOVED * width() * config.layers();
        return call.tokens() * (4 * matrices + 6 * adapter + moved)
                + 4 * call.learned() * head()
                + scores(call) * (12.0 * config.headSize() + SCORE_MOVES * MOVED);
    }

    /// A loss that nothing follows from: a third of the way and no adapters' gradients.
    double validation(CallShape call) {
        double moved = MOVES / 3 * MOVED * width() * config.layers();
        return call.tokens() * (2 * matrices + 2 * adapter + moved)
                + 2 * call.learned() * head()
                + scores(call) * (4.0 * config.headSize() + SCORE_MOVES / 3 * MOVED);
    }

    /// One token of one answer.
    double answer() {
        return 2 * (matrices + head()) + MOVES / 3 * MOVED * width() * config.layers();
    }

    private double head() {
        return (double) config.vocabulary() * config.hidden();
    }

    /// Numbers of a token in a layer.
    private double width() {
        return 3.0 * config.hidden() + config.queryWidth() + config.feedForward();
    }

    private double scores(CallShape call) {
        return (double) call.padded() * call.longest() * config.heads() * config.layers();
    }
}
