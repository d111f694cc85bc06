package dev.hone.orchestrator.submissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import dev.hone.protocol.ValidationSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HyperparametersTest {

    @Test
    void whatIsGivenIsTaken() {
        // when
        var resolved =
                resolve(
                        Map.of(
                                "n_epochs",
                                2,
                                "batch_size",
                                8.0,
                                "learning_rate",
                                1e-4,
                                "lora_rank",
                                4,
                                "lora_alpha",
                                8,
                                "target_modules",
                                List.of("v_proj", "q_proj"),
                                "schedule",
                                "linear",
                                "precision",
                                "fp32",
                                "max_length",
                                64));

        // then
        assertThat(resolved.training().epochs()).isEqualTo(2);
        assertThat(resolved.training().batchSize()).isEqualTo(8);
        assertThat(resolved.training().learningRate()).isEqualTo(1e-4);
        assertThat(resolved.training().schedule()).isEqualTo(Schedule.LINEAR);
        assertThat(resolved.training().precision()).isEqualTo(Precision.FP32);
        assertThat(resolved.training().maxLength()).isEqualTo(64);
        assertThat(resolved.lora().rank()).isEqualTo(4);
        assertThat(resolved.lora().targetModules()).containsExactly("q_proj", "v_proj");
    }

    @Test
    void theMultiplierScalesTheDefaultRate() {
        // when
        var once = resolve(Map.of());
        var twice = resolve(Map.of("learning_rate_multiplier", 2));

        // then the default at width 2000 is ten times 5e-5
        assertThat(Hyperparameters.defaultRate(2_000)).isCloseTo(5e-4, within(1e-12));
        assertThat(twice.training().learningRate()).isEqualTo(2 * once.training().learningRate());
    }

    @Test
    void rateAndMultiplierTogetherAreRefused() {
        // when
        var faults = faults(Map.of("learning_rate", 1e-4, "learning_rate_multiplier", 2));

        // then
        assertThat(faults).singleElement().asString().contains("not both");
    }

    @Test
    void aMultiplierThatMakesTheRateAbsurdIsRefused() {
        // when
        var faults = faults(Map.of("learning_rate_multiplier", 1_000));

        // then
        assertThat(faults)
                .singleElement()
                .extracting(Fault::message)
                .asString()
                .startsWith(
                        "learning_rate_multiplier must keep the learning rate at most 1, made it 2.");
    }

    @Test
    void everyWrongValueIsNamedWithWhatWouldBeRight() {
        // when
        var faults =
                faults(
                        Map.of(
                                "n_epochs",
                                0,
                                "batch_size",
                                1.5,
                                "learning_rate",
                                -1,
                                "lora_rank",
                                257,
                                "lora_dropout",
                                1,
                                "target_modules",
                                List.of("q_proj", "lm_head"),
                                "schedule",
                                "step",
                                "precision",
                                "fp16",
                                "max_length",
                                1_024,
                                "warmup_ratio",
                                "much"));

        // then
        assertThat(faults)
                .extracting(Fault::message)
                .containsExactlyInAnyOrder(
                        "n_epochs must be a whole number 1–100 or \"auto\", was 0",
                        "batch_size must be a whole number 1–1024 or \"auto\", was 1.5",
                        "learning_rate must be a number above 0 and at most 1 or \"auto\", was -1",
                        "lora_rank must be a whole number 1–256 or \"auto\", was 257",
                        "lora_dropout must be a number of at least 0 and below 1 or \"auto\", was 1",
                        "target_modules must be \"all-linear\" or a list of one or more of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, or of longer names that end so behind a dot, or \"auto\", was [q_proj, lm_head]",
                        "schedule must be one of linear, cosine, constant, cosine_with_min_lr or \"auto\", was \"step\"",
                        "precision must be one of fp32, bf16 or \"auto\", was \"fp16\"",
                        "max_length must be a whole number 8–512 or \"auto\", was 1024",
                        "warmup_ratio must be a number of at least 0 and below 1 or \"auto\", was \"much\"");
    }

    @Test
    void theRecipesOtherSettingsAreTakenToo() {
        // given
        var given = new HashMap<String, Object>();
        given.put("gradient_accumulation_steps", 4);
        given.put("max_steps", 70);
        given.put("schedule", "cosine_with_min_lr");
        given.put("min_learning_rate_ratio", 0.2);
        given.put("warmup_steps", 5);
        given.put("packing", true);
        given.put("loss_on", "completion");
        given.put("eval_every_steps", 10);
        given.put("load_best_model_at_end", true);
        given.put("early_stopping_patience", 3);
        given.put("early_stopping_threshold", 0.01);

        // when
        var training = resolve(given).training();

        // then
        assertThat(training.gradientAccumulationSteps()).isEqualTo(4);
        assertThat(training.maxSteps()).isEqualTo(70);
        assertThat(training.schedule()).isEqualTo(Schedule.COSINE_WITH_MIN_LR);
        assertThat(training.minLearningRateRatio()).isEqualTo(0.2);
        assertThat(training.warmupSteps()).isEqualTo(5);
        assertThat(training.warmupRatio()).isZero();
        assertThat(training.packing()).isTrue();
        assertThat(training.lossOn()).isEqualTo(LossOn.COMPLETION);
        assertThat(training.validation()).isEqualTo(new ValidationSpec(10, true, 3, 0.01));
    }

    @Test
    void whatIsLeftOutIsAsItAlwaysWas() {
        // when
        var training = resolve(Map.of()).training();

        // then
        assertThat(training.gradientAccumulationSteps()).isEqualTo(1);
        assertThat(training.maxSteps()).isZero();
        assertThat(training.warmupRatio()).isEqualTo(0.03);
        assertThat(training.packing()).isFalse();
        assertThat(training.lossOn()).isEqualTo(LossOn.ASSISTANT);
        assertThat(training.validation()).isEqualTo(ValidationSpec.EACH_EPOCH);
        assertThat(
                        resolve(Map.of("schedule", "cosine_with_min_lr"))
                                .training()
                                .minLearningRateRatio())
                .isEqualTo(0.1);
    }

    @Test
    void settingsThatMeanNothingTogetherAreRefused() {
        // when
        var faults =
                faults(
                        Map.of(
                                "warmup_steps",
                                5,
                                "warmup_ratio",
                                0.1,
                                "min_learning_rate_ratio",
                                0.1,
                                "eval_every_steps",
                                5,
                                "load_best_model_at_end",
                                true,
                                "early_stopping_threshold",
                                0.1),
                        false);

        // then
        assertThat(faults)
                .extracting(Fault::message)
                .containsExactlyInAnyOrder(
                        "give warmup_steps or warmup_ratio, not both: both say how long the rate rises",
                        "min_learning_rate_ratio needs the schedule cosine_with_min_lr",
                        "eval_every_steps needs a validation_file",
                        "load_best_model_at_end needs a validation_file",
                        "early_stopping_threshold needs early_stopping_patience");
    }

    @Test
    void wrongValuesOfTheOtherSettingsAreNamedToo() {
        // when
        var faults =
                faults(
                        Map.of(
                                "gradient_accumulation_steps",
                                0,
                                "max_steps",
                                -1,
                                "warmup_steps",
                                1.5,
                                "packing",
                                "yes",
                                "loss_on",
                                "prompt",
                                "eval_every_steps",
                                0,
                                "early_stopping_patience",
                                0,
                                "early_stopping_threshold",
                                -0.5));

        // then
        assertThat(faults)
                .extracting(Fault::message)
                .containsExactlyInAnyOrder(
                        "gradient_accumulation_steps must be a whole number 1–1024 or \"auto\", was 0",
                        "max_steps must be a whole number 1–1000000 or \"auto\", was -1",
                        "warmup_steps must be a whole number 0–1000000 or \"auto\", was 1.5",
                        "packing must be true or false or \"auto\", was \"yes\"",
                        "loss_on must be one of assistant, completion, all or \"auto\", was \"prompt\"",
                        "eval_every_steps must be a whole number 1–1000000 or \"auto\", was 0",
                        "early_stopping_patience must be a whole number 1–1000 or \"auto\", was 0",
                        "early_stopping_threshold must be a number 0–1000 or \"auto\", was -0.5");
    }

    @Test
    void aJobStoredBeforeTheseSettingsIsReadAsWhatItDid() {
        // given
        var stored =
                """
                {"epochs":3,"batchSize":16,"learningRate":0.001,"schedule":"COSINE","warmupRatio":0.03,
                 "maxGradNorm":1.0,"weightDecay":0.0,"maxLength":512,"precision":"BF16",
                 "checkpointEverySteps":50}
                """;

        // when
        var read = Json.read(stored, TrainingSpec.class);

        // then
        assertThat(read)
                .isEqualTo(
                        new TrainingSpec(
                                3, 16, 0.001, Schedule.COSINE, 0.03, 1, 0, 512, Precision.BF16, 50))
                .isEqualTo(Json.read(Json.write(read), TrainingSpec.class));
        assertThat(read.gradientAccumulationSteps()).isEqualTo(1);
        assertThat(read.lossOn()).isEqualTo(LossOn.ASSISTANT);
    }

    @Test
    void anAdapterIsPlainUnlessAskedForOtherwise() {
        assertThat(resolve(Map.of()).lora())
                .isEqualTo(new LoraSpec(32, 32, 0, LoraSpec.ALL_LINEAR))
                .isEqualTo(resolve(Map.of("target_modules", "all-linear")).lora());
    }

    @Test
    void whatIsNotPlainAboutAnAdapterIsTaken() {
        // when
        var lora =
                resolve(
                                Map.of(
                                        "lora_dropout",
                                        0.1,
                                        "use_rslora",
                                        true,
                                        "use_dora",
                                        true,
                                        "target_modules",
                                        List.of("1.mlp.up_proj", "v_proj", "0.self_attn.v_proj"),
                                        "rank_pattern",
                                        Map.of("layers.0.*", 4.0),
                                        "alpha_pattern",
                                        Map.of("v_proj", 2)))
                        .lora();

        // then
        assertThat(lora)
                .isEqualTo(
                        new LoraSpec(
                                32,
                                32,
                                0.1,
                                List.of("0.self_attn.v_proj", "v_proj", "1.mlp.up_proj"),
                                true,
                                true,
                                Map.of("layers.0.*", 4),
                                Map.of("v_proj", 2.0)));
    }

    @Test
    void wrongOptionsOfAnAdapterAreNamedTogether() {
        // when
        var faults =
                faults(
                        Map.of(
                                "use_rslora",
                                "yes",
                                "use_dora",
                                1,
                                "rank_pattern",
                                Map.of("q_proj", 0.5),
                                "alpha_pattern",
                                List.of(3)));

        // then
        assertThat(faults)
                .extracting(Fault::message)
                .containsExactlyInAnyOrder(
                        "use_rslora must be true or false or \"auto\", was \"yes\"",
                        "use_dora must be true or false or \"auto\", was 1",
                        "rank_pattern must be an object of module names and whole numbers of at least 1 and at most 256 or \"auto\", was {q_proj=0.5}",
                        "alpha_pattern must be an object of module names and numbers above 0 and at most 4096 or \"auto\", was [3]");
    }

    @Test
    void aStoredAdapterFromBeforeItsOptionsIsPlain() {
        // when
        var stored =
                Json.read(
                        "{\"rank\":4,\"alpha\":8.0,\"dropout\":0.0,\"targetModules\":[\"q_proj\"]}",
                        LoraSpec.class);

        // then
        assertThat(stored).isEqualTo(new LoraSpec(4, 8, 0, List.of("q_proj")));
        assertThat(Json.read(Json.write(stored), LoraSpec.class)).isEqualTo(stored);
    }

    @Test
    void aNarrowBaseGetsALargerRankAScaleOfOneAndNoHigherRateThanItBears() {
        // given
        var faults = new ArrayList<Fault>();

        // when
        var narrow = Hyperparameters.resolve(Map.of(), base(256), true, faults);
        var ranked = Hyperparameters.resolve(Map.of("lora_rank", 8), base(256), true, faults);
        var wide = Hyperparameters.resolve(Map.of(), base(4_096), true, faults);

        // then
        assertThat(Objects.requireNonNull(narrow).lora().rank()).isEqualTo(32);
        assertThat(narrow.lora().alpha()).isEqualTo(32);
        assertThat(narrow.training().learningRate()).isEqualTo(2e-3);
        assertThat(Objects.requireNonNull(ranked).lora().alpha()).isEqualTo(8);
        assertThat(Objects.requireNonNull(wide).lora().rank()).isEqualTo(16);
        assertThat(wide.lora().alpha()).isEqualTo(32);
        assertThat(wide.training().learningRate()).isLessThan(3e-4);
        assertThat(faults).isEmpty();
    }

    @Test
    void theAutomaticRankFitsTheSmallestModuleThatIsAdapted() {
        // given keys and values of a width of 8, feed-forward of 48
        var shape = ModelConfig.llama(300, 64, 2, 8, 1, 8, 48, 512, true);
        var base = new Hyperparameters.Base(64, 512, LinearLayers.of(shape));
        var faults = new ArrayList<Fault>();

        // when
        var all = Hyperparameters.resolve(Map.of(), base, true, faults);
        var some =
                Hyperparameters.resolve(
                        Map.of("target_modules", List.of("q_proj")), base, true, faults);

        // then
        assertThat(Objects.requireNonNull(all).lora())
                .isEqualTo(new LoraSpec(8, 8, 0, LoraSpec.ALL_LINEAR));
        assertThat(Objects.requireNonNull(some).lora().rank()).isEqualTo(32);
        assertThat(faults).isEmpty();
    }

    @Test
    void misnamedModulesAreNoReasonToSpeakOfOthers() {
        // given a rank that no other module than q_proj could have
        var shape = ModelConfig.llama(300, 64, 2, 8, 1, 8, 48, 512, true);
        var base = new Hyperparameters.Base(64, 512, LinearLayers.of(shape));
        var faults = new ArrayList<Fault>();

        // when
        Hyperparameters.resolve(
                Map.of("target_modules", List.of("q"), "lora_rank", 64), base, true, faults);

        // then
        assertThat(faults)
                .extracting(Fault::param)
                .containsExactly("method.supervised.hyperparameters.target_modules");
    }

    private static Hyperparameters.Base base(int hiddenSize) {
        return new Hyperparameters.Base(hiddenSize, 512, null);
    }

    private static Hyperparameters.Resolved resolve(Map<String, Object> given) {
        return Objects.requireNonNull(
                Hyperparameters.resolve(given, base(128), true, new ArrayList<>()));
    }

    private static List<Fault> faults(Map<String, Object> given) {
        return faults(given, true);
    }

    private static List<Fault> faults(Map<String, Object> given, boolean hasValidation) {
        var faults = new ArrayList<Fault>();
        assertThat(Hyperparameters.resolve(given, base(128), hasValidation, faults)).isNull();
        return faults;
    }
}
