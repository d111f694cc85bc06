package dev.hone.trainer.job;

import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.BaseInspection;
import dev.hone.datasets.plan.LengthSample;
import dev.hone.datasets.plan.Workload;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokensException;
import dev.hone.protocol.AdapterManifest;
import dev.hone.protocol.EvaluationSummary;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.Timing;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.model.LoadedBase;
import dev.hone.trainer.recipe.DivergedException;
import dev.hone.trainer.recipe.Evaluation;
import dev.hone.trainer.recipe.LoraOutcome;
import dev.hone.trainer.recipe.LoraSft;
import dev.hone.trainer.recipe.NumberedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One supervised fine-tuning job, from its files to its adapter. What can be wrong with its input
/// is found before the engine starts.
final class SftRun {
    private final RunningJob job;
    private final JobSettings settings;
    private final JobSpec spec;
    private final ObjectStore store;
    private final Upload upload;
    private final Path scratch;
    private final MetricsTable metrics = new MetricsTable();
    private final AttemptClock clock = AttemptClock.ofThisProcess();
    private int resumedAt;
    private int questions;

    /// @param scratch an empty directory that the caller removes
    SftRun(RunningJob job, JobSettings settings, ObjectStore store, Upload upload, Path scratch) {
        this.job = job;
        this.settings = settings;
        this.spec = job.claim().spec();
        this.store = store;
        this.upload = upload;
        this.scratch = scratch;
    }

    Outcome run(BaseCache bases, Supplier<Engine> engines) throws IOException {
        job.pulse().beat(Phase.FETCHING);
        var base = base(bases);
        Settings.check(spec, base.config());
        try (var tokenizer = tokenizer(base)) {
            clock.readingBegins();
            var data = new TrainingData(store, tokenizer, job, scratch.resolve("data"));
            var training = data.rows(spec.training(), spec.trainingSpec());
            var validation = spec.validation();
            var validationRows =
                    validation == null
                            ? NumberedRows.of(List.of())
                            : data.rows(validation, spec.trainingSpec());
            var exam = exam(data, tokenizer);
            clock.readingEnds();
            job.stop().check();
            job.pulse().beat(Phase.LOADING);
            var engine = engines.get();
            var type = Settings.type(spec, engine.tensors());
            try (var loaded = LoadedBase.load(engine, base, type, job.pulse()::beat)) {
                job.info(beginning(engine.tensors(), type));
                return switch (train(engine, loaded, training, validationRows)) {
                    case LoraOutcome.Stopped _ -> job.stopped();
                    case LoraOutcome.Finished finished -> {
                        clock.trainingEnds();
                        var workload = workload(loaded, training, validationRows);
                        yield finish(finished, base.path(), engine, loaded, exam, workload);
                    }
                };
            }
        }
    }

    private String beginning(Tensors tensors, ScalarType type) {
        return "Training of %s begins on %s, in %s%s."
                .formatted(
                        spec.base().name(),
                        tensors.deviceName(),
                        type,
                        type == Settings.wanted(spec)
                                ? ""
                                : ": this processor has no fast products of BFLOAT16, and float32 is no less exact");
    }

    private BaseDirectory base(BaseCache bases) throws IOException {
        var path = bases.fetch(spec.base(), job.stop());
        return switch (BaseDirectory.inspect(path)) {
            case BaseInspection.Sound(var base) -> base;
            case BaseInspection.Faulty(var faults) -> throw unusable(faults);
        };
    }

    private ChatTokenizer tokenizer(BaseDirectory base) throws IOException {
        try {
            return ChatTokenizer.load(base.path());
        } catch (TokensException.UnusableTokenizer e) {
            throw unusable(List.of(String.valueOf(e.getMessage())));
        }
    }

    private UserFault unusable(List<String> faults) {
        return new UserFault(
                FailureCode.BASE_UNUSABLE,
                "base model %s cannot be trained: %s"
                        .formatted(spec.base().name(), String.join("; ", faults)));
    }

    private @Nullable Exam exam(TrainingData data, ChatTokenizer tokenizer) throws IOException {
        var evaluation = spec.evaluation();
        if (evaluation == null) {
            return null;
        }
        var asked = data.questions(evaluation);
        questions = asked.size();
        return new Exam(asked, evaluation.maxNewTokens(), tokenizer, job);
    }

    /// Goes on from the best of the claim's checkpoints; one that is not of this run after all is
    /// given up, as long as no step was done on it.
    private LoraOutcome train(
            Engine engine, LoadedBase loaded, NumberedRows training, NumberedRows validation)
            throws IOException {
        var checkpoints = new Checkpoints(store, job);
        while (true) {
            var from = checkpoints.next(scratch.resolve("resume"));
            resumedAt = from.map(fetched -> fetched.manifest().step()).orElse(0);
            var hooks = hooks(from.map(Checkpoints.Fetched::directory));
            clock.trainingBegins();
            try {
                return train(engine, loaded, training, validation, hooks);
            } catch (IOException e) {
                if (from.isEmpty() || hooks.hasStepped()) {
                    throw e;
                }
                checkpoints.giveUp(from.get().manifest(), e);
            }
        }
    }

    private TrainingHooks hooks(Optional<Path> resumeFrom) throws IOException {
        metrics.restart(resumeFrom);
        return new TrainingHooks(
                job,
                upload,
                metrics,
                scratch.resolve("checkpoint"),
                settings.memoryLimit(),
                resumeFrom.orElse(null));
    }

    private LoraOutcome train(
            Engine engine,
            LoadedBase loaded,
            NumberedRows training,
            NumberedRows validation,
            TrainingHooks hooks)
            throws IOException {
        try {
            return new LoraSft(
                            engine,
                            loaded,
                            Settings.lora(spec, loaded.config()),
                            Settings.plan(spec),
                            training,
                            validation,
                            hooks)
                    .run();
        } catch (DivergedException e) {
            throw new UserFault(FailureCode.LOSS_NOT_FINITE, String.valueOf(e.getMessage()));
        }
    }

    private Outcome finish(
            LoraOutcome.Finished finished,
            Path base,
            Engine engine,
            LoadedBase loaded,
            @Nullable Exam exam,
            Workload workload)
            throws IOException {
        job.pulse().beat(Phase.FINISHING);
        try (var adapter = finished.adapter()) {
            var directory = scratch.resolve("adapter");
            AdapterDirectory.write(adapter, Settings.card(spec), directory);
            var evaluation = exam == null ? null : evaluate(exam, engine, loaded, adapter);
            var lineage = Lineages.of(spec, base, settings);
            var files = upload.tree(directory, "adapter/");
            var table = scratch.resolve(MetricsTable.FILE);
            metrics.write(table);
            return new Outcome.Succeeded(
                    new AdapterManifest(files, lineage),
                    finished.tokens(),
                    finished.steps(),
                    finished.lastLoss(),
                    upload.file(table, "results/" + MetricsTable.FILE),
                    evaluation,
                    timing(finished.steps(), workload));
        }
    }

    private Workload workload(LoadedBase loaded, NumberedRows training, NumberedRows validation) {
        return Workload.of(
                new Workload.Settings(
                        loaded.config(), loaded.mappedBytes(), spec.lora(), spec.trainingSpec()),
                LengthSample.all(training.lengths()),
                LengthSample.all(validation.lengths()));
    }

    /// @param lastStep of the run, those before a resumption included
    private Timing timing(int lastStep, Workload workload) {
        int steps = lastStep - resumedAt;
        var evaluation = spec.evaluation();
        return clock.timing(
                workload.tokens() + workload.validationTokens(),
                steps,
                workload.work() * steps / workload.steps(),
                evaluation == null
                        ? 0
                        : workload.evaluationWork(questions, evaluation.maxNewTokens()));
    }

    private EvaluationSummary evaluate(Exam exam, Engine engine, LoadedBase loaded, Adapter adapter)
            throws IOException {
        clock.evaluationBegins();
        Runnable beat = () -> job.pulse().beat(Phase.EVALUATING);
        beat.run();
        var most = job.mostCallTokens();
        var report =
                exam.report(
                        new Evaluation(engine, loaded, Optional.empty(), most, beat),
                        new Evaluation(engine, loaded, Optional.of(adapter), most, beat));
        clock.evaluationEnds();
        job.pulse().beat(Phase.FINISHING);
        job.info(
                "Exact answers of %d: base %d, adapter %d."
                        .formatted(report.rows(), report.baseExact(), report.adapterExact()));
        var file = scratch.resolve("evaluation.json");
        Files.write(file, Json.bytes(report));
        return new EvaluationSummary(
                report.rows(),
                report.baseExact(),
                report.adapterExact(),
                upload.file(file, "results/evaluation.json"));
    }
}
