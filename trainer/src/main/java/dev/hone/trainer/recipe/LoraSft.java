package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.Calls;
import dev.hone.datasets.plan.MemoryNeeds;
import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.Dropout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Supervised fine-tuning of a LoRA adapter. Data order, packing, loss normalisation, clipping,
/// learning rate, early stopping and the choice of the best adapter follow TRL's trainer to the
/// letter.
public final class LoraSft {
    private final Engine engine;
    private final LoadedBase base;
    private final LoraSettings settings;
    private final LoraPlan plan;
    private final NumberedRows train;
    private final NumberedRows validation;
    private final RunHooks hooks;
    private final MemoryPlan memory;

    /// @param validation may be empty
    public LoraSft(
            Engine engine,
            LoadedBase base,
            LoraSettings settings,
            LoraPlan plan,
            NumberedRows train,
            NumberedRows validation,
            RunHooks hooks) {
        this.engine = engine;
        this.base = base;
        this.settings = settings;
        this.plan = plan;
        this.train = train;
        this.validation = validation;
        this.hooks = hooks;
        RowCheck.training(train, base.config(), plan);
        RowCheck.validation(validation, base.config(), plan);
        int lanes = Math.min(Calls.LANES, engine.lanes().count());
        var memory = hooks.memory(engine.tensors().memory());
        var host = new MemoryPlan.Host(lanes, hooks.heap(), memory);
        var needs = needs(base, settings, plan, train);
        var most = hooks.mostCallTokens();
        this.memory = (most.isPresent() ? needs.inCallsOf(most.getAsInt()) : needs).on(host);
    }

    static MemoryNeeds needs(
            LoadedBase base, LoraSettings settings, LoraPlan plan, NumberedRows train) {
        var batch = plan.batching().fullestBatch(train.lengths());
        return MemoryNeeds.of(
                new MemoryNeeds.Model(
                        base.config(), base.type().bytes(), base.bytes() + base.mappedBytes()),
                Adapter.size(base.config(), settings),
                plan.validation().keepBest(),
                batch);
    }

    /// Rows that stand on consecutive lines.
    public LoraSft(
            Engine engine,
            LoadedBase base,
            LoraSettings settings,
            LoraPlan plan,
            List<TokenizedSample> train,
            List<TokenizedSample> validation,
            RunHooks hooks) {
        this(
                engine,
                base,
                settings,
                plan,
                NumberedRows.of(train),
                NumberedRows.of(validation),
                hooks);
    }

    /// Trains to the end or until told to stop, from the newest checkpoint if there is one.
    ///
    /// @throws InsufficientMemoryException before the first step, if it cannot fit
    public LoraOutcome run() throws IOException {
        if (!memory.fits()) {
            throw new InsufficientMemoryException(memory);
        }
        hooks.planned(memory);
        var adapter = Adapter.start(engine, base.model(), settings, plan.seed());
        boolean finished = false;
        try (var buffers = new Buffers(engine, adapter, plan.validation().keepBest())) {
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
        var order = new DataOrder(train.samples(), plan);
        var steps = order.steps();
        var here = resume(buffers);
        var calls = new CallSize(memory, here.callTokens(), this::shrunk);
        hooks.callsOf(calls.largest());
        var pass =
                new WindowPass(
                        engine,
                        base,
                        adapter,
                        buffers,
                        calls,
                        this::dropout,
                        () -> hooks.getsOn(RunHooks.Work.STEP));

        while (here.step() < steps.total() && !here.standing().isExhausted(plan.validation())) {
            RunHooks.Signal signal = hooks.signal();
            if (signal != RunHooks.Signal.CONTINUE) {
                return stop(signal, here, buffers);
            }
            DataOrder.Window window = order.window(here.step());
            double loss = pass.accumulate(here.step(), window);
            if (!Double.isFinite(loss)) {
                throw diverged(here.step(), steps, loss, pass.broken(window));
            }
            update(here.step(), steps, loss, window, buffers.state());
            here = here.after(loss, window.tokens(), calls.tokens());
            if (validation.areLearned() && plan.validation().isDue(here.step(), steps)) {
                here = validate(adapter, buffers, here);
            }
            if (isCheckpointDue(here, steps)) {
                save(here, buffers);
            }
        }
        return finish(adapter, buffers, here, steps);
    }

    RunDigest digest() {
        return new RunDigest(
                base.digest() + " " + base.type(),
                RunDigest.rows(train.samples(), validation.samples()),
                settings + " " + plan);
    }

    /// The size of calls decides how sums are formed, and with that the last bits of the result. So
    /// a run keeps the size it began with, unless there is no longer the memory for it.
    private LoraCheckpoint resume(Buffers buffers) throws IOException {
        Optional<Path> saved = hooks.latestCheckpoint();
        if (saved.isEmpty()) {
            return LoraCheckpoint.start(digest(), memory.tokensAtOnce());
        }
        var here = LoraCheckpoint.read(saved.get(), digest(), engine.tensors(), buffers.saved());
        if (memory.tokensAtOnce() >= here.callTokens()) {
            return here;
        }
        hooks.noted(
                ("There is less memory than before, or it ran out: from step %d on, calls have at most %d"
                                + " tokens, not %d. The batch stays as it is; the adapter's last bits may be others.")
                        .formatted(here.step(), memory.tokensAtOnce(), here.callTokens()));
        return here.with(memory.tokensAtOnce());
    }

    private void shrunk(int tokens, Activations activations) {
        hooks.callsOf(Math.min(tokens, memory.largestCall()));
        hooks.shrunk(tokens, activations);
    }

    private LoraOutcome stop(RunHooks.Signal signal, LoraCheckpoint here, Buffers buffers)
            throws IOException {
        boolean save = signal == RunHooks.Signal.PAUSE;
        if (save) {
            save(here, buffers);
        }
        return new LoraOutcome.Stopped(here.step(), save);
    }

    private Dropout dropout(int step, int microBatch) {
        return Dropout.of(settings.dropout(), plan.seed(), step, microBatch);
    }

    private DivergedException diverged(
            int step, LoraPlan.Steps steps, double loss, List<Integer> rows) {
        return DivergedException.loss(step + 1, loss, plan.rate(step, steps), lines(rows));
    }

    private List<Long> lines(List<Integer> rows) {
        return rows.stream().map(train.lines()::get).sorted().toList();
    }

    private void update(
            int step,
            LoraPlan.Steps steps,
            double loss,
            DataOrder.Window window,
            AdamW.State state) {
        double rate = plan.rate(step, steps);
        float norm = engine.tensors().adamW(state, plan.adamW(), rate, step + 1);
        if (!Float.isFinite(norm)) {
            throw DivergedException.gradient(step + 1, norm, rate, lines(window.rows()));
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

    /// Unlike TRL's, this loss is the mean over all learned tokens, however they are batched.
    private LoraCheckpoint validate(Adapter adapter, Buffers buffers, LoraCheckpoint here) {
        int step = here.step();
        Runnable getsOn = () -> hooks.getsOn(RunHooks.Work.VALIDATION);
        getsOn.run();
        var evaluation =
                new Evaluation(engine, base, Optional.of(adapter), hooks.mostCallTokens(), getsOn);
        double loss = evaluation.loss(validation.samples());
        if (!Double.isFinite(loss)) {
            throw DivergedException.validation(step, loss);
        }
        hooks.validated(step, loss);
        var standing = here.standing().after(step, loss, plan.validation().threshold());
        if (standing.bestStep() == step) {
            buffers.keep(engine.tensors());
        }
        return here.with(standing);
    }

    private boolean isCheckpointDue(LoraCheckpoint here, LoraPlan.Steps steps) {
        int every = plan.checkpointEverySteps();
        return every > 0 && here.step() % every == 0 && here.step() < steps.total();
    }

    private void save(LoraCheckpoint here, Buffers buffers) throws IOException {
        hooks.save(
                here.step(), directory -> here.write(directory, engine.tensors(), buffers.saved()));
    }

    private LoraOutcome finish(
            Adapter adapter, Buffers buffers, LoraCheckpoint here, LoraPlan.Steps steps) {
        var standing = here.standing();
        boolean best = plan.validation().keepBest();
        if (here.step() < steps.total()) {
            hooks.noted(plan.validation().ended(here, steps));
        }
        if (best) {
            buffers.restore(engine.tensors());
            hooks.noted(plan.validation().kept(standing));
        }
        return new LoraOutcome.Finished(
                adapter,
                here.step(),
                best ? standing.bestStep() : here.step(),
                here.lossSum() / here.step(),
                here.lastLoss(),
                standing.isKnown()
                        ? OptionalDouble.of(best ? standing.best() : standing.last())
                        : OptionalDouble.empty(),
                here.tokens());
    }
}
