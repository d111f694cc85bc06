package dev.hone.trainer.recipe;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.Dropout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.model.LoadedBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Forward and backward over the rows of one update.
final class WindowPass {
    private final Engine engine;
    private final LoadedBase base;
    private final Adapter adapter;
    private final Buffers buffers;
    private final CallSize calls;
    private final Drops drops;
    private final Runnable called;

    /// What a micro-batch drops, by its update and its place in it.
    interface Drops {
        Dropout of(int step, int microBatch);
    }

    /// @param called told of the beginning and of each call, on any thread
    WindowPass(
            Engine engine,
            LoadedBase base,
            Adapter adapter,
            Buffers buffers,
            CallSize calls,
            Drops drops,
            Runnable called) {
        this.engine = engine;
        this.base = base;
        this.adapter = adapter;
        this.buffers = buffers;
        this.calls = calls;
        this.drops = drops;
        this.called = called;
    }

    /// Gradients of the mean loss over the whole window; returns that loss.
    double accumulate(int step, DataOrder.Window window) {
        called.run();
        if (window.learned() == 0) {
            return 0;
        }
        double loss =
                calls.within(
                        (tokens, activations) -> accumulate(step, window, tokens, activations),
                        () -> buffers.clear(engine.tensors()));
        buffers.sum(engine.tensors());
        return loss;
    }

    private double accumulate(
            int step, DataOrder.Window window, int tokensAtOnce, Activations activations) {
        double scale = 1.0 / window.learned();
        double loss = 0;
        int microBatch = 0;
        for (List<TokenizedSample> batch : window.batches()) {
            var dropout = drops.of(step, microBatch++);
            loss += step(Shards.of(batch, tokensAtOnce), scale, dropout, activations);
        }
        return loss;
    }

    private double step(
            List<List<PackedRows>> shards, double scale, Dropout dropout, Activations activations) {
        List<Supplier<Double>> tasks = new ArrayList<>();
        for (int lane = 0; lane < shards.size(); lane++) {
            List<PackedRows> calls = shards.get(lane);
            List<NDArray> gradients = buffers.lane(lane);
            tasks.add(() -> {
                double loss = 0;
                for (PackedRows rows : calls) {
                    loss +=
                            engine.decoder()
                                    .adapterStep(
                                            base.model(),
                                            adapter.tensors(),
                                            gradients,
                                            rows,
                                            scale,
                                            dropout,
                                            activations);
                    called.run();
                }
                return loss;
            });
        }
        return engine.lanes().run(tasks).stream().mapToDouble(Double::doubleValue).sum();
    }

    /// After a loss that is not finite: the rows whose own loss is not, or all rows of the window
    /// where each is by itself. The adapter must still be the one of that loss.
    List<Integer> broken(DataOrder.Window window) {
        var evaluation = new Evaluation(engine, base, Optional.of(adapter), called);
        var samples = window.batches().stream().flatMap(List::stream).toList();
        var broken = new ArrayList<Integer>();
        for (int i = 0; i < samples.size(); i++) {
            var sample = samples.get(i);
            if (sample.labelledCount() > 0 && !Double.isFinite(evaluation.loss(List.of(sample)))) {
                broken.add(window.rows().get(i));
            }
        }
        return broken.isEmpty() ? window.rows() : broken;
    }
}
