package dev.hone.trainer.recipe;

import ai.djl.ndarray.NDArray;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.AdapterTensors;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import dev.hone.trainer.model.HuggingFaceDirectory;
import dev.hone.trainer.model.NamedRandom;
import dev.hone.trainer.model.TrainableModel;
import dev.hone.trainer.tokens.BpeTokenizer;
import dev.hone.trainer.tokens.ChatTokens;
import dev.hone.trainer.tokens.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains a small model from nothing on plain text, for as long as it is given.
///
/// The learning rate follows the time spent, not the steps done, so that a run on a busy machine
/// still ends with its rate come down.
final class Pretrain {
    private static final Logger LOG = LoggerFactory.getLogger(Pretrain.class);
    private static final AdamW ADAM_W = new AdamW(0.9, 0.95, 1e-8, 0.1, 1.0);
    private static final int LOG_EVERY = 10;

    private final PretrainPlan plan;
    private final InstantSource clock;

    Pretrain(PretrainPlan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
    }

    void run() throws IOException {
        var tokenizer = tokenizer();
        var text = blocks(plan.text(), tokenizer);
        var valid = blocks(plan.valid(), tokenizer).all(plan.rowsAtOnce());
        try (var engine = Engine.open(plan.lanes())) {
            var model =
                    new TrainableModel(
                            engine.tensors(), plan.config(), ScalarType.BFLOAT16, plan.seed());
            LOG.atInfo().addKeyValue("parameters", model.size()).log("model built");
            train(engine, model, tokenizer, text, valid);
        }
    }

    private void train(
            Engine engine,
            TrainableModel model,
            BpeTokenizer tokenizer,
            Blocks text,
            List<PackedRows> valid)
            throws IOException {
        var tensors = engine.tensors();
        var state = model.state();
        var resumed = PretrainCheckpoint.restore(plan.checkpoints(), tensors, state);
        model.refresh();
        var gradients = laneGradients(engine, model);
        int step = resumed.map(PretrainCheckpoint::step).orElse(0);
        var watch =
                new Stopwatch(clock, resumed.map(PretrainCheckpoint::spent).orElse(Duration.ZERO));
        var checkpointDue = watch.spent().plus(plan.checkpointEvery());
        var exportDue = watch.spent().plus(plan.exportEvery());
        var progress = new Progress(watch, step);

        while (watch.spent().compareTo(plan.budget()) < 0) {
            var micro = text.step(step, plan.rowsPerStep(), plan.rowsAtOnce());
            float loss = step(engine, model, gradients, micro);
            double rate = rate(step, watch.spent());
            step++;
            float norm = tensors.adamW(state, ADAM_W, rate, step);
            model.refresh();
            progress.report(step, loss, rate, norm, micro);
            if (watch.spent().compareTo(checkpointDue) > 0) {
                save(tensors, state, step, watch);
                checkpointDue = watch.spent().plus(plan.checkpointEvery());
            }
            if (watch.spent().compareTo(exportDue) > 0) {
                export(model, tokenizer, plan.latest());
                log(step, validLoss(engine, model, valid));
                exportDue = watch.spent().plus(plan.exportEvery());
            }
        }
        save(tensors, state, step, watch);
        export(model, tokenizer, plan.out());
        log(step, validLoss(engine, model, valid));
    }

    /// Each lane adds to gradients of its own; the first lane's are the optimizer's.
    private static List<LaneGradient> laneGradients(Engine engine, TrainableModel model) {
        return IntStream.range(0, engine.lanes().count())
                .mapToObj(lane ->
                        lane == 0 ? model.state().gradient() : engine.tensors().zeros(model.size()))
                .map(flat -> new LaneGradient(flat, model.views(flat)))
                .toList();
    }

    private record LaneGradient(NDArray flat, List<NDArray> views) {}

    /// Gradients of the mean loss over all micro-batches, summed into the first lane's; returns
    /// that loss.
    private static float step(
            Engine engine,
            TrainableModel model,
            List<LaneGradient> gradients,
            List<PackedRows> micro) {
        double scale = 1.0 / micro.stream().mapToInt(PackedRows::learned).sum();
        var tasks = new ArrayList<Supplier<Float>>();
        for (int lane = 0; lane < gradients.size(); lane++) {
            int first = lane;
            tasks.add(() -> {
                float loss = 0;
                for (int i = first; i < micro.size(); i += gradients.size()) {
                    var views = gradients.get(first).views();
                    loss += engine.decoder().weightStep(model.model(), views, micro.get(i), scale);
                }
                return loss;
            });
        }
        float loss = 0;
        for (float part : engine.lanes().run(tasks)) {
            loss += part;
        }
        for (LaneGradient more : gradients.subList(1, gradients.size())) {
            engine.tensors().moveInto(gradients.getFirst().flat(), more.flat());
        }
        return loss;
    }

    /// Linear warm-up by steps, then a cosine down to a tenth by time.
    private double rate(int step, Duration spent) {
        double warm = Math.min(1, (step + 1.0) / plan.warmupSteps());
        double part = Math.min(1, (double) spent.toMillis() / plan.budget().toMillis());
        return plan.learningRate() * warm * (0.1 + 0.45 * (1 + Math.cos(Math.PI * part)));
    }

    private static double validLoss(Engine engine, TrainableModel model, List<PackedRows> valid) {
        List<Supplier<Float>> tasks =
                valid.stream()
                        .map(rows ->
                                (Supplier<Float>)
                                        () ->
                                                engine.decoder()
                                                        .loss(
                                                                model.model(),
                                                                AdapterTensors.NONE,
                                                                rows))
                        .toList();
        double sum = engine.lanes().run(tasks).stream().mapToDouble(Float::doubleValue).sum();
        return sum / valid.stream().mapToInt(PackedRows::learned).sum();
    }

    private void save(Tensors tensors, AdamW.State state, int step, Stopwatch watch)
            throws IOException {
        var here = new PretrainCheckpoint(step, watch.spent());
        PretrainCheckpoint.save(plan.checkpoints(), tensors, state, here);
    }

    private static void export(TrainableModel model, BpeTokenizer tokenizer, Path directory)
            throws IOException {
        HuggingFaceDirectory.write(model, tokenizer, directory);
        LOG.atInfo().addKeyValue("directory", directory).log("model written");
    }

    private static void log(int step, double validLoss) {
        LOG.atInfo()
                .addKeyValue("step", step)
                .addKeyValue("loss", String.format(Locale.ROOT, "%.4f", validLoss))
                .log("validated");
    }

    /// The tokenizer of the checkpoints, or a new one learned from the text.
    private BpeTokenizer tokenizer() throws IOException {
        Path file = plan.checkpoints().resolve("tokenizer.json");
        if (!Files.exists(file)) {
            Files.createDirectories(plan.checkpoints());
            var documents = CorpusText.read(plan.text()).documents();
            int size = plan.config().vocabulary();
            TokenizerFile.write(BpeTokenizer.train(documents, ChatTokens.ALL, size), file);
            LOG.atInfo().addKeyValue("file", file).log("tokenizer learned");
        }
        return TokenizerFile.read(file);
    }

    private Blocks blocks(Path file, BpeTokenizer tokenizer) throws IOException {
        var text = CorpusText.read(file);
        int[] order =
                Permutation.of(text.documents().size(), NamedRandom.of(plan.seed(), "documents"));
        int[] tokens = text.tokens(tokenizer, order);
        LOG.atInfo()
                .addKeyValue("file", file)
                .addKeyValue("tokens", tokens.length)
                .log("text read");
        return new Blocks(tokens, plan.rowLength(), plan.seed());
    }

    /// Says how it goes every few steps.
    private static final class Progress {
        private final Stopwatch watch;
        private Duration last;
        private long tokens;
        private int lastStep;
        private double losses;

        Progress(Stopwatch watch, int step) {
            this.watch = watch;
            this.last = watch.spent();
            this.lastStep = step;
        }

        void report(int step, float loss, double rate, float norm, List<PackedRows> micro) {
            tokens += micro.stream().mapToInt(PackedRows::learned).sum();
            losses += loss;
            if (step % LOG_EVERY != 0) {
                return;
            }
            double seconds = watch.spent().minus(last).toMillis() / 1000.0;
            LOG.info(
                    String.format(
                            Locale.ROOT,
                            "step=%d loss=%.4f rate=%.6f norm=%.3f tokens/s=%.0f spent=%s",
                            step,
                            losses / (step - lastStep),
                            rate,
                            norm,
                            tokens / seconds,
                            watch.spent().truncatedTo(ChronoUnit.SECONDS)));
            last = watch.spent();
            lastStep = step;
            tokens = 0;
            losses = 0;
        }
    }
}
