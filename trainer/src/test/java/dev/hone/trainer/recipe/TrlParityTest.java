package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.protocol.LossOn;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs in float32, step by step beside TRL's own logs.
class TrlParityTest {
    private static final LoraSettings SETTINGS = LoraSettings.allLinear(4, 8);
    private static final int STEPS = 50;
    private static final double RATE = 5e-3;

    private static Engine engine;
    private static LoadedBase base;

    @TempDir private Path directory;

    @BeforeAll
    static void open() throws IOException {
        engine = Engine.open(2);
        try (var reference = new Reference("tied")) {
            base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
        }
    }

    @AfterAll
    static void close() {
        base.close();
        engine.close();
    }

    @Test
    void accumulationRaggedWindowsWarmUpAndCosine() throws IOException {
        var run = TrlRun.named("cosine");
        var warmup = new Warmup.Ratio(0.1);
        compare(run, run.tokens("rows"), plan(5, 2, 0, Schedule.COSINE, warmup, 0));
    }

    @Test
    void packedRows() throws IOException {
        var run = TrlRun.named("packed");
        var rows = run.tokens("rows").stream().map(row -> row.cut(48)).toList();
        compare(run, rows, plan(3, 2, 48, Schedule.LINEAR, new Warmup.Steps(3), 0));
    }

    @Test
    void lossOnCompletionsWithAMinimalRateAndWeightDecay() throws IOException {
        var run = TrlRun.named("completion");
        var rows = run.text(LossOn.COMPLETION, 1024);
        compare(run, rows, plan(4, 7, 0, Schedule.cosineDownTo(0.1), Warmup.NONE, 0.01));
    }

    @Test
    void lossOnTheAssistantAtAConstantRate() throws IOException {
        var run = TrlRun.named("assistant");
        var rows = run.text(LossOn.ASSISTANT, 1024);
        compare(run, rows, plan(4, 2, 0, Schedule.CONSTANT, new Warmup.Steps(5), 0));
    }

    @Test
    void lossOnAllTokensOfPackedConversations() throws IOException {
        var run = TrlRun.named("all");
        var rows = run.text(LossOn.ALL, 40);
        compare(run, rows, plan(2, 1, 40, Schedule.LINEAR, Warmup.NONE, 0));
    }

    @Test
    void earlyStoppingAndTheBestAdapter() throws IOException {
        var run = TrlRun.named("stopping");
        var validation = new ValidationPlan(2, true, 3, 0.005);
        var plan =
                new LoraPlan(
                        20,
                        0,
                        5,
                        2,
                        0,
                        1e-2,
                        Schedule.LINEAR,
                        Warmup.NONE,
                        1,
                        0,
                        42,
                        0,
                        validation);
        var hooks = new RecordingHooks(directory);

        var finished = run(plan, run.tokens("rows"), run.tokens("validation"), hooks);

        assertThat(hooks.progress).hasSize(run.logs().size());
        var theirs = run.json().get("validated");
        assertThat(hooks.validations).hasSize(theirs.size());
        for (var validated : theirs) {
            assertThat(hooks.validations.get(validated.get(0).asInt()))
                    .isCloseTo(validated.get(1).asDouble(), within(1e-5));
        }
        assertThat(finished.steps()).isEqualTo(22);
        assertThat(finished.keptStep()).isEqualTo(run.json().get("best").asInt());
        assertThat(finished.validationLoss())
                .hasValue(hooks.validations.getOrDefault(18, Double.NaN));
        assertThat(hooks.notes)
                .containsExactly(
                        "Training ends early at step 22 of 60: in 3 validations in a row the loss"
                                + " did not fall by more than 0.005 below its lowest value, 4.2124.",
                        "The adapter of step 18 is kept: its validation loss, 4.2124, is the"
                                + " lowest.");
    }

    private static LoraPlan plan(
            int batch,
            int accumulation,
            int packed,
            Schedule schedule,
            Warmup warmup,
            double decay) {
        var each = ValidationPlan.EACH_EPOCH;
        return new LoraPlan(
                3,
                STEPS,
                batch,
                accumulation,
                packed,
                RATE,
                schedule,
                warmup,
                1,
                decay,
                42,
                0,
                each);
    }

    private void compare(TrlRun run, List<TokenizedSample> rows, LoraPlan plan) throws IOException {
        var hooks = new RecordingHooks(directory);
        run(plan, rows, List.of(), hooks);

        var logs = run.logs();
        assertThat(hooks.progress).hasSize(STEPS).hasSameSizeAs(logs);
        for (int step = 0; step < STEPS; step++) {
            Progress ours = hooks.progress.get(step);
            TrlRun.Logged theirs = logs.get(step);
            assertThat(ours.loss())
                    .as("loss of step %d", step + 1)
                    .isCloseTo(theirs.loss(), within(1e-5));
            assertThat(ours.gradientNorm())
                    .as("gradient norm of step %d", step + 1)
                    .isCloseTo(theirs.gradientNorm(), within(1e-5));
            assertThat(ours.learningRate())
                    .as("learning rate of step %d", step + 1)
                    .isCloseTo(theirs.learningRate(), within(1e-15));
            assertThat(ours.epoch())
                    .as("epoch of step %d", step + 1)
                    .isCloseTo(theirs.epoch(), within(1e-9));
        }
    }

    private LoraOutcome.Finished run(
            LoraPlan plan,
            List<TokenizedSample> rows,
            List<TokenizedSample> validation,
            RecordingHooks hooks)
            throws IOException {
        var sft = new LoraSft(engine, base, SETTINGS, plan, rows, validation, hooks);
        Start.from(TrlRun.START, engine, base, sft, plan, hooks);
        var finished = (LoraOutcome.Finished) sft.run();
        finished.adapter().close();
        return finished;
    }
}
