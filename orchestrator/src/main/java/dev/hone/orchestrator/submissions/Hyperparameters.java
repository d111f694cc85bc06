package dev.hone.orchestrator.submissions;

import dev.hone.datasets.adapter.AdapterShape;
import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.adapter.Misfit;
import dev.hone.datasets.adapter.TargetModules;
import dev.hone.orchestrator.bases.BaseView;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import dev.hone.protocol.ValidationSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns hyper-parameters as asked for into numbers: nothing is "auto" afterwards.
final class Hyperparameters {
    private static final String LEARNING_RATE = "learning_rate";
    private static final String MULTIPLIER = "learning_rate_multiplier";
    private static final String SCHEDULE = "schedule";
    private static final String WARMUP_RATIO = "warmup_ratio";
    private static final String WARMUP_STEPS = "warmup_steps";
    private static final String MINIMUM = "min_learning_rate_ratio";
    private static final String BEST = "load_best_model_at_end";
    private static final String PATIENCE = "early_stopping_patience";
    private static final String THRESHOLD = "early_stopping_threshold";
    private static final String RANK = "lora_rank";
    private static final String TARGET_MODULES = "target_modules";
    private static final String RANK_PATTERN = "rank_pattern";
    private static final String ALPHA_PATTERN = "alpha_pattern";
    private static final List<String> KNOWN =
            List.of(
                    "n_epochs",
                    "batch_size",
                    MULTIPLIER,
                    LEARNING_RATE,
                    RANK,
                    "lora_alpha",
                    "lora_dropout",
                    TARGET_MODULES,
                    "use_rslora",
                    "use_dora",
                    RANK_PATTERN,
                    ALPHA_PATTERN,
                    SCHEDULE,
                    WARMUP_RATIO,
                    WARMUP_STEPS,
                    MINIMUM,
                    "max_grad_norm",
                    "weight_decay",
                    "max_length",
                    "precision",
                    "checkpoint_every_steps",
                    "gradient_accumulation_steps",
                    "max_steps",
                    "packing",
                    "loss_on",
                    "eval_every_steps",
                    BEST,
                    PATIENCE,
                    THRESHOLD);
    private static final int AUTO_MAX_LENGTH = 1_024;
    private static final int LONGEST = 131_072;

    /// A learning rate of ten would destroy any adapter; what is above is a slip of the pen.
    private static final double HIGHEST_RATE = 1.0;

    private static final int HIGHEST_ALPHA = 4_096;

    private static final double HIGHEST_AUTO_RATE = 2e-3;

    /// Bases below this width are narrow.
    private static final int NARROW = 1_024;

    private Hyperparameters() {}

    /// What hyper-parameters depend on of a base model.
    ///
    /// @param hiddenSize its width
    /// @param contextLength its longest sequence, in tokens
    /// @param linearLayers what its adapters may be, if that is known
    record Base(int hiddenSize, int contextLength, @Nullable LinearLayers linearLayers) {
        /// @param base null if the request names none; what depends on it is then not refused
        static Base of(@Nullable BaseView base) {
            return base == null
                    ? new Base(1, Integer.MAX_VALUE, null)
                    : new Base(base.hiddenSize(), base.contextLength(), base.linearLayers());
        }
    }

    /// Every number of a run.
    record Resolved(LoraSpec lora, TrainingSpec training) {}

    /// @param hasValidation whether the job has validation rows
    /// @return null where a fault was found
    static @Nullable Resolved resolve(
            Map<String, Object> given, Base base, boolean hasValidation, List<Fault> faults) {
        var before = faults.size();
        var values = new HyperparameterReader(given, faults);
        values.refuseUnknown(KNOWN);
        var lora = lora(values, base);
        var training =
                training(
                        values,
                        base.hiddenSize(),
                        Math.min(base.contextLength(), LONGEST),
                        hasValidation);
        return faults.size() > before ? null : new Resolved(lora, training);
    }

    private static TrainingSpec training(
            HyperparameterReader values, int hiddenSize, int longest, boolean hasValidation) {
        var schedule = values.constant(SCHEDULE, Schedule.COSINE);
        values.notBoth(WARMUP_STEPS, WARMUP_RATIO, "both say how long the rate rises");
        return new TrainingSpec(
                values.integer("n_epochs", 3, 1, 100),
                values.integer("batch_size", 16, 1, 1_024),
                learningRate(values, hiddenSize),
                schedule,
                values.fraction(WARMUP_RATIO, values.isGiven(WARMUP_STEPS) ? 0 : 0.03),
                values.above("max_grad_norm", 1, 0, 1_000),
                values.fraction("weight_decay", 0),
                values.integer("max_length", Math.min(longest, AUTO_MAX_LENGTH), 8, longest),
                values.constant("precision", Precision.BF16),
                values.integer("checkpoint_every_steps", 50, 1, 1_000_000),
                values.integer("gradient_accumulation_steps", 1, 1, 1_024),
                values.integer("max_steps", 0, 1, 1_000_000),
                values.integer(WARMUP_STEPS, 0, 0, 1_000_000),
                minimum(values, schedule),
                values.flag("packing"),
                values.constant("loss_on", LossOn.ASSISTANT),
                validation(values, hasValidation));
    }

    private static double minimum(HyperparameterReader values, Schedule schedule) {
        boolean used = schedule == Schedule.COSINE_WITH_MIN_LR;
        values.needs(MINIMUM, used, "the schedule cosine_with_min_lr");
        double minimum = values.fraction(MINIMUM, 0.1);
        return used ? minimum : 0;
    }

    private static ValidationSpec validation(HyperparameterReader values, boolean hasValidation) {
        for (var name : List.of("eval_every_steps", BEST, PATIENCE)) {
            values.needs(name, hasValidation, "a validation_file");
        }
        values.needs(THRESHOLD, values.isGiven(PATIENCE), PATIENCE);
        return new ValidationSpec(
                values.integer("eval_every_steps", 0, 1, 1_000_000),
                values.flag(BEST),
                values.integer(PATIENCE, 0, 1, 1_000),
                values.within(THRESHOLD, 0, 0, 1_000));
    }

    /// A narrow base has few numbers for an adapter to work on: rank 16 learns the form of an
    /// answer there and guesses its content. It gets rank 32, and a scale of 1, since more diverges
    /// at the rates that it needs (docs/reference/benchmarks.md).
    private static LoraSpec lora(HyperparameterReader values, Base base) {
        boolean narrow = base.hiddenSize() < NARROW;
        var modules = values.modules(TARGET_MODULES);
        int rank = values.integer(RANK, automaticRank(narrow ? 32 : 16, modules, base), 1, 256);
        var lora =
                new LoraSpec(
                        rank,
                        values.above("lora_alpha", narrow ? rank : 32, 0, HIGHEST_ALPHA),
                        values.fraction("lora_dropout", 0),
                        modules,
                        values.flag("use_rslora"),
                        values.flag("use_dora"),
                        values.pattern(RANK_PATTERN, true, 256, Number::intValue),
                        values.pattern(ALPHA_PATTERN, false, HIGHEST_ALPHA, Number::doubleValue));
        if (base.linearLayers() != null) {
            checkFit(values, lora, base.linearLayers());
        }
        return lora;
    }

    private static void checkFit(HyperparameterReader values, LoraSpec lora, LinearLayers base) {
        if (!values.isSound(TARGET_MODULES)) {
            return; // what is said of other modules than those that were meant would mislead
        }
        for (var misfit : AdapterShape.of(lora).misfits(base)) {
            values.fault(name(misfit.setting()), misfit.message());
        }
    }

    private static int automaticRank(int usual, List<String> modules, Base base) {
        return base.linearLayers() == null
                ? usual
                : Math.min(usual, new TargetModules(modules).highestRank(base.linearLayers()));
    }

    private static String name(Misfit.Setting setting) {
        return switch (setting) {
            case RANK -> RANK;
            case TARGET_MODULES -> TARGET_MODULES;
            case RANK_PATTERN -> RANK_PATTERN;
            case ALPHA_PATTERN -> ALPHA_PATTERN;
        };
    }

    private static double learningRate(HyperparameterReader values, int hiddenSize) {
        values.notBoth(LEARNING_RATE, MULTIPLIER, "the multiplier scales the default rate");
        var scaled = defaultRate(hiddenSize) * values.above(MULTIPLIER, 1, 0, 1_000);
        if (scaled > HIGHEST_RATE && values.isGiven(MULTIPLIER)) {
            values.fault(
                    MULTIPLIER,
                    "learning_rate_multiplier must keep the learning rate at most %.0f, made it %.4f"
                            .formatted(HIGHEST_RATE, scaled));
        }
        return values.above(LEARNING_RATE, scaled, 0, HIGHEST_RATE);
    }

    /// LoRA wants about ten times the rate of full fine-tuning, and the wider the model the less:
    /// `5e-5 · 10 · (2000 / hidden)^0.781`, the rule for Llama of Schulman and Thinking Machines
    /// Lab, "LoRA Without Regret" (2025), and their cookbook's `get_lr`. It was found on models of
    /// a width of 2,000 and more; what it says of much narrower ones is too much.
    static double defaultRate(int hiddenSize) {
        return Math.min(HIGHEST_AUTO_RATE, 5e-5 * 10 * Math.pow(2000.0 / hiddenSize, 0.781));
    }
}
