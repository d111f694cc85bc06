package dev.hone.trainer.recipe;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.Dropout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// Supervised fine-tuning of a LoRA adapter. Data order, loss normalisation, clipping and learning
/// rate follow TRL's trainer to the letter.
public final class LoraSft {
    private final Engine engine;
    private final LoadedBase base;
    private final LoraSettings settings;
    private final LoraPlan plan;
    private final List<TokenizedSample> train;
    private final List<TokenizedSample> validation;
    private final RunHooks hooks;

    /// @param validation may be empty
    public LoraSft(
            Engine engine,
            LoadedBase base,
            LoraSettings settings,
            LoraPlan plan,
            List<TokenizedSample> train,
            List<TokenizedSample> validation,
            RunHooks hooks) {
        this.engine = engine;
        this.base = base;
        this.settings = settings;
        this.plan = plan;
        this.train = List.copyOf(train);
        this.validation = List.copyOf(validation);
        this.hooks = hooks;
        RowCheck.training(train, base.config());
        RowCheck.fit(validation, base.config());
    }

    /// Trains to the end or until told to stop, from the newest checkpoint if there is one.
    public LoraOutcome run() throws IOException {
        var adapter = Adapter.start(engine, base.model(), settings, plan.seed());
        boolean finished = false;
        try (var buffers = new Buffers(engine, adapter)) {
            LoraOutcome outcome = run(adapter, buffers);
            finished = outcome instanceof LoraOutcome.Finished;
            return outcome;
        } finally {
            if (!finished) {
                adapter.close();
            }
        }
    }

    private LoraOutcome run(Adapter adapter, Buffers buffers) throws IOException {
        var steps = plan.steps(train.size());
        var order = new DataOrder(train, plan);
        var here = resume(buffers.state());
        double loss = Double.NaN;
        OptionalDouble validationLoss = OptionalDouble.empty();

        for (int step = here.step(); step < steps.total(); step++) {
            RunHooks.Signal signal = hooks.signal();
            if (signal != RunHooks.Signal.CONTINUE) {
                return stop(signal, here, buffers.state());
            }
            DataOrder.Window window = order.window(step);
            loss = accumulate(adapter, buffers, step, window);
            update(step, steps, loss, window, buffers.state());
            here = here.after(loss, window.tokens());
            if (here.step() % steps.perEpoch() == 0 || here.step() == steps.total()) {
                validationLoss = validate(adapter, here.step());
            }
            if (isDue(here.step(), steps)) {
                save(here, buffers.state());
            }
        }
        double mean = here.lossSum() / here.step();
        return new LoraOutcome.Finished(
                adapter, here.step(), mean, loss, validationLoss, here.tokens());
    }

    RunDigest digest() {
        return new RunDigest(
                base.digest() + " " + base.type(), RunDigest.rows(train), settings + " " + plan);
    }

    private LoraCheckpoint resume(AdamW.State state) throws IOException {
        Optional<Path> saved = hooks.latestCheckpoint();
        return saved.isPresent()
                ? LoraCheckpoint.read(saved.get(), digest(), engine.tensors(), state)
                : new LoraCheckpoint(0, 0, 0, digest());
    }

    private LoraOutcome stop(RunHooks.Signal signal, LoraCheckpoint here, AdamW.State state)
            throws IOException {
        boolean save = signal == RunHooks.Signal.PAUSE;
        if (save) {
            save(here, state);
        }
        return new LoraOutcome.Stopped(here.step(), save);
    }

    /// Gradients of the mean loss over the whole window; returns that loss.
    private double accumulate(Adapter adapter, Buffers buffers, int step, DataOrder.Window window) {
        if (window.learned() == 0) {
            return 0;
        }
        double loss = 0;
        int microBatch = 0;
        for (List<TokenizedSample> batch : window.batches()) {
            var dropout = Dropout.of(settings.dropout(), plan.seed(), step, microBatch++);
            loss += step(adapter, buffers, Shards.of(batch), 1.0 / window.learned(), dropout);
        }
        buffers.sum(engine.tensors());
        return loss;
    }

    private double step(
            Adapter adapter,
            Buffers buffers,
            List<List<PackedRows>> shards,
            double scale,
            Dropout dropout) {
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
                                            dropout);
                }
                return loss;
            });
        }
        return engine.lanes().run(tasks).stream().mapToDouble(Double::doubleValue).sum();
    }

    private void update(
            int step,
            LoraPlan.Steps steps,
            double loss,
            DataOrder.Window window,
            AdamW.State state) {
        double rate = plan.rate(step, steps);
        float norm = engine.tensors().adamW(state, plan.adamW(), rate, step + 1);
        if (!Double.isFinite(loss) || !Float.isFinite(norm)) {
            throw new DivergedException(step + 1, loss, norm, rate);
        }
        hooks.progressed(
                new Progress(
                        step + 1,
                        steps.total(),
                        window.epoch(),
                        loss,
                        rate,
                        norm,
                        window.tokens(),
                        window.learned()));
    }

    private OptionalDouble validate(Adapter adapter, int step) {
        if (validation.stream().allMatch(row -> row.labelledCount() == 0)) {
            return OptionalDouble.empty();
        }
        double loss = new Evaluation(engine, base, Optional.of(adapter)).loss(validation);
        hooks.validated(step, loss);
        return OptionalDouble.of(loss);
    }

    private boolean isDue(int step, LoraPlan.Steps steps) {
        int every = plan.checkpointEverySteps();
        return every > 0 && step % every == 0 && step < steps.total();
    }

    private void save(LoraCheckpoint here, AdamW.State state) throws IOException {
        Path directory = Files.createTempDirectory("checkpoint");
        try {
            hooks.save(here.step(), here.write(directory, engine.tensors(), state));
        } finally {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }
}
