package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.base.UnsafeFileException;
import dev.hone.datasets.plan.Calls;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraSftTest {
    private static final LoraSettings SETTINGS = LoraSettings.allLinear(4, 8);

    private static Engine engine;
    private static JsonNode curve;
    private static List<TokenizedSample> rows;

    @BeforeAll
    static void open() throws IOException {
        engine = Engine.open(2);
        curve = new JsonMapper().readTree(Reference.file("curve/curve.json").toFile());
        rows = new ArrayList<>();
        for (JsonNode row : curve.get("rows")) {
            var ids = new int[row.get("input_ids").size()];
            var labelled = new BitSet();
            for (int i = 0; i < ids.length; i++) {
                ids[i] = row.get("input_ids").get(i).asInt();
                labelled.set(i, row.get("labels").get(i).asInt() >= 0);
            }
            rows.add(new TokenizedSample(ids, labelled));
        }
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void lossNormAndRateOfEachStepEqualThoseOfTrl(@TempDir Path directory) throws IOException {
        try (var base = load(ScalarType.FLOAT32)) {
            var plan =
                    new LoraPlan(
                            3, 4, 2, 1e-2, Schedule.COSINE, new Warmup.Ratio(0.1), 1, 0, 42, 0);
            var hooks = new RecordingHooks(directory);
            var sft = new LoraSft(engine, base, SETTINGS, plan, rows, List.of(), hooks);
            startFrom(Reference.file("curve"), base, sft, directory);

            finish(sft).adapter().close();

            JsonNode logs = curve.get("logs");
            assertThat(hooks.progress).hasSize(logs.size());
            for (int i = 0; i < logs.size(); i++) {
                Progress ours = hooks.progress.get(i);
                JsonNode theirs = logs.get(i);
                assertThat(ours.loss()).isCloseTo(theirs.get("loss").asDouble(), within(1e-5));
                assertThat(ours.gradientNorm())
                        .isCloseTo(theirs.get("grad_norm").asDouble(), within(1e-5));
                assertThat(ours.learningRate())
                        .isCloseTo(theirs.get("learning_rate").asDouble(), within(1e-12));
                assertThat(ours.epoch()).isCloseTo(theirs.get("epoch").asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void everyCallOfAStepAndOfAValidationShowsThatTheRunGetsOn(@TempDir Path directory)
            throws IOException {
        try (var base = load(ScalarType.FLOAT32)) {
            // micro-batches of one row, four to a step
            var plan =
                    new LoraPlan(
                            1, 1, 4, 1e-2, Schedule.COSINE, new Warmup.Ratio(0.1), 1, 0, 42, 0);
            var hooks = new RecordingHooks(directory);

            finish(new LoraSft(engine, base, SETTINGS, plan, rows, rows.subList(0, 2), hooks))
                    .adapter()
                    .close();

            // one at the beginning of each step, and one for each of its rows
            int steps = hooks.progress.size();
            assertThat(hooks.work.stream().filter(RunHooks.Work.STEP::equals))
                    .hasSize(steps + rows.size());
            assertThat(hooks.work).contains(RunHooks.Work.VALIDATION);
        }
    }

    @Test
    void theSamePlanGivesTheSameBytes() throws IOException {
        try (var base = load(ScalarType.BFLOAT16)) {
            assertThat(train(base, 5)).isEqualTo(train(base, 5)).isNotEqualTo(train(base, 6));
        }
    }

    @Test
    void aRunThatWasPausedEndsWithTheSameBytes(@TempDir Path directory) throws IOException {
        try (var base = load(ScalarType.BFLOAT16)) {
            float[] uninterrupted = train(base, 5);

            var hooks = new RecordingHooks(directory);
            hooks.pauseAfter = 4;
            var stopped = sft(base, 5, hooks).run();
            assertThat(stopped).isEqualTo(new LoraOutcome.Stopped(4, true));
            hooks.pauseAfter = Integer.MAX_VALUE;
            try (Adapter resumed = finish(sft(base, 5, hooks)).adapter()) {
                assertThat(resumed.flat().toFloatArray()).isEqualTo(uninterrupted);
            }
            assertThat(hooks.progress)
                    .extracting(Progress::step)
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        }
    }

    @Test
    void aRunThatWasKilledGoesOnFromItsLastCheckpoint(@TempDir Path directory) throws IOException {
        try (var base = load(ScalarType.FLOAT32)) {
            float[] uninterrupted = train(base, 5);

            var hooks = new RecordingHooks(directory);
            hooks.failAfter = 8;
            assertThatThrownBy(() -> sft(base, 5, hooks).run()).hasMessage("killed");
            hooks.failAfter = Integer.MAX_VALUE;
            try (Adapter resumed = finish(sft(base, 5, hooks)).adapter()) {
                assertThat(resumed.flat().toFloatArray()).isEqualTo(uninterrupted);
            }
        }
    }

    @Test
    void aCheckpointOfAnotherRunIsRefused(@TempDir Path directory) throws IOException {
        try (var base = load(ScalarType.FLOAT32)) {
            var hooks = new RecordingHooks(directory);
            hooks.pauseAfter = 2;
            sft(base, 5, hooks).run();

            assertThatThrownBy(() -> sft(base, 6, hooks).run())
                    .isInstanceOf(UnsafeFileException.class)
                    .hasMessageContaining("the checkpoint is of another run: its settings was");
        }
    }

    @Test
    void aCancelledRunSavesNothing(@TempDir Path directory) throws IOException {
        try (var base = load(ScalarType.FLOAT32)) {
            var hooks =
                    new RecordingHooks(directory) {
                        @Override
                        public Signal signal() {
                            return Signal.CANCEL;
                        }
                    };

            assertThat(sft(base, 5, hooks).run()).isEqualTo(new LoraOutcome.Stopped(0, false));
            assertThat(hooks.latestCheckpoint()).isEmpty();
        }
    }

    @Test
    void anAdapterLearnsItsRowsByHeart() throws IOException {
        try (var base = load("untied", ScalarType.FLOAT32)) {
            var few = rows.subList(0, 4);
            var plan = new LoraPlan(150, 4, 1, 1e-2, Schedule.COSINE, Warmup.NONE, 1, 0, 1, 0);
            var hooks = new RecordingHooks(Path.of("unused"));
            var outcome =
                    finish(
                            new LoraSft(
                                    engine,
                                    base,
                                    LoraSettings.allLinear(16, 32),
                                    plan,
                                    few,
                                    few,
                                    hooks));

            try (Adapter adapter = outcome.adapter()) {
                assertThat(outcome.validationLoss()).isPresent();
                assertThat(outcome.validationLoss().getAsDouble()).isLessThan(0.05);
                var evaluation = new Evaluation(engine, base, Optional.of(adapter));
                var prompts = few.stream().map(LoraSftTest::prompt).toList();
                var answers = evaluation.answers(prompts, Set.of(2), 3);
                for (int i = 0; i < few.size(); i++) {
                    int at = prompts.get(i).length;
                    assertThat(answers.get(i)[0]).isEqualTo(few.get(i).ids()[at]);
                }
            }
        }
    }

    @Test
    void rowsWithoutAnythingToLearnAreRefused() throws IOException {
        try (var base = load(ScalarType.FLOAT32)) {
            var nothing = List.of(new TokenizedSample(new int[] {1, 2, 3}, new BitSet()));
            var hooks = new RecordingHooks(Path.of("unused"));

            assertThatThrownBy(() ->
                            new LoraSft(engine, base, SETTINGS, plan(1), nothing, List.of(), hooks))
                    .hasMessage("the training rows must have a learned token, 1 rows have none");
        }
    }

    @Test
    void rowsThatTheModelCannotTakeAreRefused() throws IOException {
        try (var base = load(ScalarType.FLOAT32)) {
            var hooks = new RecordingHooks(Path.of("unused"));
            var tooLong = List.of(Reference.learned(new int[65]));
            var unknown = List.of(rows.getFirst(), Reference.learned(1, 61));

            assertThatThrownBy(() ->
                            new LoraSft(engine, base, SETTINGS, plan(1), tooLong, List.of(), hooks))
                    .hasMessage("line 1 must fit the model's 64 positions, has 65 tokens");
            assertThatThrownBy(() ->
                            new LoraSft(engine, base, SETTINGS, plan(1), unknown, List.of(), hooks))
                    .hasMessage("line 2 has token 61, the model knows 0 to 60");
        }
    }

    private static int[] prompt(TokenizedSample row) {
        return Arrays.copyOf(row.ids(), row.labelled().nextSetBit(0));
    }

    private static LoadedBase load(ScalarType type) throws IOException {
        return load("tied", type);
    }

    private static LoadedBase load(String name, ScalarType type) throws IOException {
        try (var reference = new Reference(name)) {
            return LoadedBase.load(engine, reference.base(), type);
        }
    }

    private static LoraPlan plan(long seed) {
        return new LoraPlan(2, 4, 1, 1e-2, Schedule.LINEAR, Warmup.NONE, 1, 0, seed, 3);
    }

    private static LoraSft sft(LoadedBase base, long seed, RunHooks hooks) {
        return new LoraSft(engine, base, SETTINGS, plan(seed), rows, List.of(), hooks);
    }

    private static LoraOutcome.Finished finish(LoraSft sft) throws IOException {
        var outcome = sft.run();
        assertThat(outcome).isInstanceOf(LoraOutcome.Finished.class);
        return (LoraOutcome.Finished) outcome;
    }

    private static float[] train(LoadedBase base, long seed) throws IOException {
        var outcome = finish(sft(base, seed, progress -> {}));
        try (Adapter adapter = outcome.adapter()) {
            return adapter.flat().toFloatArray();
        }
    }

    /// Makes a run start from a given adapter, by way of a checkpoint of step 0.
    private static void startFrom(Path peft, LoadedBase base, LoraSft sft, Path directory)
            throws IOException {
        try (Adapter adapter = AdapterDirectory.read(engine, base.config(), peft);
                var buffers = new Buffers(engine, adapter, false)) {
            new RecordingHooks(directory)
                    .save(
                            0,
                            files ->
                                    LoraCheckpoint.start(sft.digest(), Calls.MOST_TOKENS)
                                            .write(files, engine.tensors(), buffers.saved()));
        }
    }
}
