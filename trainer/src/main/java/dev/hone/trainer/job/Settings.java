package dev.hone.trainer.job;

import dev.hone.datasets.adapter.AdapterShape;
import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.adapter.Misfit;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.TrainingSpec;
import dev.hone.protocol.ValidationSpec;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import dev.hone.trainer.lora.AdapterCard;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.recipe.LoraPlan;
import dev.hone.trainer.recipe.Schedule;
import dev.hone.trainer.recipe.ValidationPlan;
import dev.hone.trainer.recipe.Warmup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A job's spec in the words of the recipe.
final class Settings {
    private Settings() {}

    /// What can be told only once the base is there.
    static void check(JobSpec spec, ModelConfig config) {
        var _ = lora(spec, config);
    }

    /// What is wanted, unless it would take many times as long as float32, which is more exact.
    static ScalarType type(JobSpec spec, Tensors tensors) {
        var wanted = wanted(spec);
        return tensors.multipliesFast(wanted) ? wanted : ScalarType.FLOAT32;
    }

    static ScalarType wanted(JobSpec spec) {
        return switch (spec.trainingSpec().precision()) {
            case FP32 -> ScalarType.FLOAT32;
            case BF16 -> ScalarType.BFLOAT16;
        };
    }

    static LoraSettings lora(JobSpec spec, ModelConfig config) {
        var lora = spec.lora();
        var misfits = AdapterShape.of(lora).misfits(LinearLayers.of(config));
        if (!misfits.isEmpty()) {
            throw unsupported(
                    misfits.stream().map(Misfit::message).collect(Collectors.joining("; ")));
        }
        try {
            return new LoraSettings(
                            lora.rank(),
                            lora.alpha(),
                            lora.dropout(),
                            lora.targetModules(),
                            lora.useRslora(),
                            lora.useDora(),
                            lora.rankPattern(),
                            lora.alphaPattern())
                    .on(config);
        } catch (IllegalArgumentException e) {
            throw unsupported(String.valueOf(e.getMessage()));
        }
    }

    private static UserFault unsupported(String why) {
        return new UserFault(FailureCode.LORA_UNSUPPORTED, why);
    }

    static LoraPlan plan(JobSpec spec) {
        var training = spec.trainingSpec();
        return new LoraPlan(
                training.epochs(),
                training.maxSteps(),
                training.batchSize(),
                training.gradientAccumulationSteps(),
                training.packing() ? training.maxLength() : 0,
                training.learningRate(),
                schedule(training),
                warmup(training),
                training.maxGradNorm(),
                training.weightDecay(),
                spec.seed(),
                training.checkpointEverySteps(),
                validation(training.validation()));
    }

    /// Nothing of the attempt is in it: the same spec gives the same files.
    static AdapterCard card(JobSpec spec) {
        return new AdapterCard(
                spec.base().name(),
                Optional.empty(),
                List.of(
                        "model: " + spec.model(),
                        "base digest (SHA-256): " + spec.base().digest(),
                        "training file (SHA-256): " + spec.training().object().sha256(),
                        "seed: " + spec.seed()));
    }

    private static Schedule schedule(TrainingSpec training) {
        return switch (training.schedule()) {
            case LINEAR -> Schedule.LINEAR;
            case COSINE -> Schedule.COSINE;
            case CONSTANT -> Schedule.CONSTANT;
            case COSINE_WITH_MIN_LR -> Schedule.cosineDownTo(training.minLearningRateRatio());
        };
    }

    private static Warmup warmup(TrainingSpec training) {
        return training.warmupSteps() > 0
                ? new Warmup.Steps(training.warmupSteps())
                : new Warmup.Ratio(training.warmupRatio());
    }

    private static ValidationPlan validation(ValidationSpec spec) {
        return new ValidationPlan(
                spec.everySteps(), spec.keepBest(), spec.patience(), spec.threshold());
    }
}
