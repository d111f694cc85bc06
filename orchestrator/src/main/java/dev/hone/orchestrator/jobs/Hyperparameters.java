package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns hyper-parameters as asked for into numbers: nothing is "auto" afterwards.
final class Hyperparameters {
    private static final String LEARNING_RATE = "learning_rate";
    private static final String MULTIPLIER = "learning_rate_multiplier";
    private static final List<String> KNOWN =
            List.of(
                    "n_epochs",
                    "batch_size",
                    MULTIPLIER,
                    LEARNING_RATE,
                    "lora_rank",
                    "lora_alpha",
                    "lora_dropout",
                    "target_modules",
                    "use_rslora",
                    "use_dora",
                    "rank_pattern",
                    "alpha_pattern",
                    "schedule",
                    "warmup_ratio",
                    "max_grad_norm",
                    "weight_decay",
                    "max_length",
                    "precision",
                    "checkpoint_every_steps");
    private static final int AUTO_MAX_LENGTH = 1_024;
    private static final int LONGEST = 131_072;

    /// A learning rate of ten would destroy any adapter; what is above is a slip of the pen.
    private static final double HIGHEST_RATE = 1.0;

    private static final int HIGHEST_ALPHA = 4_096;

    private Hyperparameters() {}

    /// Every number of a run.
    record Resolved(LoraSpec lora, TrainingSpec training) {}

    /// @param hiddenSize width of the base model
    /// @param contextLength longest sequence of the base model, in tokens
    /// @return null where a fault was found
    static @Nullable Resolved resolve(
            Map<String, Object> given, int hiddenSize, int contextLength, List<Fault> faults) {
        var before = faults.size();
        var values = new HyperparameterReader(given, faults);
        values.refuseUnknown(KNOWN);
        var longest = Math.min(contextLength, LONGEST);
        var epochs = values.integer("n_epochs", 3, 1, 100);
        var batchSize = values.integer("batch_size", 16, 1, 1_024);
        var rate = learningRate(values, hiddenSize);
        var lora = lora(values);
        var schedule = values.choice("schedule", "cosine", List.of("linear", "cosine", "constant"));
        var warmup = values.fraction("warmup_ratio", 0.03);
        var gradNorm = values.above("max_grad_norm", 1, 0, 1_000);
        var decay = values.fraction("weight_decay", 0);
        var length = values.integer("max_length", Math.min(longest, AUTO_MAX_LENGTH), 8, longest);
        var precision = values.choice("precision", "bf16", List.of("bf16", "fp32"));
        var checkpoints = values.integer("checkpoint_every_steps", 50, 1, 1_000_000);
        if (faults.size() > before) {
            return null;
        }
        return new Resolved(
                lora,
                new TrainingSpec(
                        epochs,
                        batchSize,
                        rate,
                        Schedule.valueOf(schedule.toUpperCase(Locale.ROOT)),
                        warmup,
                        gradNorm,
                        decay,
                        length,
                        Precision.valueOf(precision.toUpperCase(Locale.ROOT)),
                        checkpoints));
    }

    private static LoraSpec lora(HyperparameterReader values) {
        return new LoraSpec(
                values.integer("lora_rank", 16, 1, 256),
                values.above("lora_alpha", 32, 0, HIGHEST_ALPHA),
                values.fraction("lora_dropout", 0),
                values.modules("target_modules"),
                values.flag("use_rslora"),
                values.flag("use_dora"),
                values.pattern("rank_pattern", true, 256, Number::intValue),
                values.pattern("alpha_pattern", false, HIGHEST_ALPHA, Number::doubleValue));
    }

    private static double learningRate(HyperparameterReader values, int hiddenSize) {
        if (values.isGiven(LEARNING_RATE) && values.isGiven(MULTIPLIER)) {
            values.fault(
                    LEARNING_RATE,
                    "give learning_rate or learning_rate_multiplier, not both: the multiplier scales the default rate");
        }
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
    /// Lab, "LoRA Without Regret" (2025), and their cookbook's `get_lr`.
    static double defaultRate(int hiddenSize) {
        return 5e-5 * 10 * Math.pow(2000.0 / hiddenSize, 0.781);
    }
}
