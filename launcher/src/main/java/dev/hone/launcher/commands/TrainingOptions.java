package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Hyper-parameters as options. What is not given is left to the platform, which also knows their
/// bounds.
final class TrainingOptions {
    @Option(names = "--epochs", paramLabel = "N")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--max-steps", paramLabel = "N", description = "Steps, whatever the epochs.")
    private Optional<Integer> maxSteps = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "ROWS")
    private Optional<Integer> batchSize = Optional.empty();

    @Option(
            names = "--gradient-accumulation-steps",
            paramLabel = "N",
            description = "Batches in one step.")
    private Optional<Integer> accumulation = Optional.empty();

    @Option(names = "--packing", description = "Fill bins of --max-length tokens with rows.")
    private boolean packing;

    @Option(names = "--loss-on", paramLabel = "assistant|completion|all")
    private Optional<String> lossOn = Optional.empty();

    @Option(names = "--rank", paramLabel = "N")
    private Optional<Integer> rank = Optional.empty();

    @Option(names = "--alpha", paramLabel = "X")
    private Optional<Double> alpha = Optional.empty();

    @Option(names = "--learning-rate", paramLabel = "X")
    private Optional<Double> learningRate = Optional.empty();

    @Option(names = "--schedule", paramLabel = "linear|cosine|constant|cosine_with_min_lr")
    private Optional<String> schedule = Optional.empty();

    @Option(names = "--min-learning-rate-ratio", paramLabel = "X")
    private Optional<Double> minimum = Optional.empty();

    @Option(names = "--warmup-ratio", paramLabel = "X")
    private Optional<Double> warmupRatio = Optional.empty();

    @Option(names = "--warmup-steps", paramLabel = "N")
    private Optional<Integer> warmupSteps = Optional.empty();

    @Option(names = "--max-length", paramLabel = "TOKENS")
    private Optional<Integer> maxLength = Optional.empty();

    @Option(names = "--precision", paramLabel = "bf16|fp32")
    private Optional<String> precision = Optional.empty();

    @Option(
            names = "--eval-every-steps",
            paramLabel = "N",
            description = "Measure the validation loss every N steps, not after each epoch.")
    private Optional<Integer> evalEverySteps = Optional.empty();

    @Option(
            names = "--load-best-model-at-end",
            description = "Register the adapter of the lowest validation loss.")
    private boolean best;

    @Option(
            names = "--early-stopping-patience",
            paramLabel = "N",
            description = "End after N validations without improvement.")
    private Optional<Integer> patience = Optional.empty();

    @Option(names = "--early-stopping-threshold", paramLabel = "X")
    private Optional<Double> threshold = Optional.empty();

    void putInto(ObjectNode hyperparameters) {
        integer(hyperparameters, "n_epochs", epochs);
        integer(hyperparameters, "max_steps", maxSteps);
        integer(hyperparameters, "batch_size", batchSize);
        integer(hyperparameters, "gradient_accumulation_steps", accumulation);
        flag(hyperparameters, "packing", packing);
        text(hyperparameters, "loss_on", lossOn);
        integer(hyperparameters, "lora_rank", rank);
        number(hyperparameters, "lora_alpha", alpha);
        number(hyperparameters, "learning_rate", learningRate);
        text(hyperparameters, "schedule", schedule);
        number(hyperparameters, "min_learning_rate_ratio", minimum);
        number(hyperparameters, "warmup_ratio", warmupRatio);
        integer(hyperparameters, "warmup_steps", warmupSteps);
        integer(hyperparameters, "max_length", maxLength);
        text(hyperparameters, "precision", precision);
        integer(hyperparameters, "eval_every_steps", evalEverySteps);
        flag(hyperparameters, "load_best_model_at_end", best);
        integer(hyperparameters, "early_stopping_patience", patience);
        number(hyperparameters, "early_stopping_threshold", threshold);
    }

    private static void integer(ObjectNode into, String name, Optional<Integer> value) {
        value.ifPresent(given -> into.put(name, given));
    }

    private static void number(ObjectNode into, String name, Optional<Double> value) {
        value.ifPresent(given -> into.put(name, given));
    }

    private static void text(ObjectNode into, String name, Optional<String> value) {
        value.ifPresent(given -> into.put(name, given));
    }

    private static void flag(ObjectNode into, String name, boolean given) {
        if (given) {
            into.put(name, true);
        }
    }
}
