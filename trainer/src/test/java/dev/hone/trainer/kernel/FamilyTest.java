package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.hone.datasets.base.Family;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Every family and every kind of rotary positions, against what transformers computes on tiny
/// models; see `src/test/python/families.py`.
class FamilyTest {
    static final List<String> MODELS = Reference.FAMILIES;

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(2);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void noFamilyIsLeftOut() throws IOException {
        var seen = EnumSet.noneOf(Family.class);
        for (String name : MODELS) {
            try (var reference = Reference.family(name)) {
                seen.add(reference.base().config().family());
            }
        }
        assertThat(seen).isEqualTo(EnumSet.allOf(Family.class));
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void logitsEqualThoseOfTransformers(String name) throws IOException {
        try (var reference = Reference.family(name);
                var base = load(reference, ScalarType.FLOAT32)) {
            float[] expected = reference.values("logits");
            float scale = largest(expected);

            float[] logits = logits(engine.decoder(), base, PackedRows.of(reference.rows()));

            for (int i = 0; i < logits.length; i++) {
                assertThat(logits[i]).isCloseTo(expected[i], within(1e-5f * scale));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void inBfloat16LogitsAreAsNearAsThoseOfTransformersAre(String name) throws IOException {
        try (var reference = Reference.family(name);
                var base = load(reference, ScalarType.BFLOAT16)) {
            float[] exact = reference.values("logits");
            float[] theirs = reference.values("bf16_logits");
            double tolerance = 1.3 * Reference.distance(theirs, exact);

            float[] logits = logits(engine.decoder(), base, PackedRows.of(reference.rows()));

            assertThat(Reference.distance(logits, exact)).isLessThan(tolerance);
            assertThat(Reference.distance(logits, theirs)).isLessThan(tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"gemma, false", "gemma3, false", "nemotron, true"})
    void onePlusTheWeightOfANormIsRoundedOnlyWhereItsAuthorsRoundIt(String name, boolean rounded)
            throws IOException {
        try (var reference = Reference.family(name);
                var exact = load(reference, ScalarType.FLOAT32);
                var base = load(reference, ScalarType.BFLOAT16)) {
            NDArray norm = base.model().weights().get(1);
            float[] wide = exact.model().weights().get(1).toFloatArray();

            assertThat(norm.getDataType()).isEqualTo(DataType.FLOAT32);
            for (int i = 0; i < wide.length; i++) {
                float right = rounded ? bfloat16(wide[i]) : wide[i];
                assertThat(norm.toFloatArray()[i]).isEqualTo(right);
            }
            assertThat(IntStream.range(0, wide.length)).anyMatch(i -> wide[i] != bfloat16(wide[i]));
        }
    }

    /// To the nearest number of eight significant bits, ties to even.
    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >> 16) & 1)) & 0xffff0000);
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void greedyAnswersEqualThoseOfTransformers(String name) throws IOException {
        try (var reference = Reference.family(name);
                var base = load(reference, ScalarType.FLOAT32)) {
            var prompts = reference.rows().stream().map(TokenizedSample::ids).toList();
            float[] expected = reference.values("answers");
            int longest = expected.length / prompts.size();

            var answers =
                    engine.decoder()
                            .greedy(base.model(), AdapterTensors.NONE, prompts, Set.of(), longest);

            for (int row = 0; row < prompts.size(); row++) {
                float[] answer = Arrays.copyOfRange(expected, row * longest, (row + 1) * longest);
                assertThat(answers.get(row)).containsExactly(Reference.ints(answer));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void fusedAttentionGivesWhatPlainAttentionGives(String name) throws IOException {
        try (var reference = Reference.family(name);
                var base = load(reference, ScalarType.FLOAT32);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter());
                var fused = new Decoder(engine.tensors(), 0)) {
            var rows = PackedRows.of(reference.rows());

            assertThat(logits(fused, base, rows))
                    .usingComparatorWithPrecision(2e-5f)
                    .containsExactly(logits(engine.decoder(), base, rows));
            assertThat(
                            Reference.distance(
                                    gradient(fused, base, adapter, reference.rows()),
                                    gradient(engine.decoder(), base, adapter, reference.rows())))
                    .isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void eightRowsAreLearnedByHeart(String name) throws IOException {
        try (var reference = Reference.family(name);
                var base = load(reference, ScalarType.FLOAT32);
                var adapter =
                        Adapter.start(engine, base.model(), LoraSettings.allLinear(12, 24), 7)) {
            // so small a random head bounds the logits, whatever the state: the last norm makes up
            NDArray norm = base.model().weights().get(1);
            engine.tensors().copy(norm, norm.mul(5));
            var rows = new ArrayList<TokenizedSample>();
            for (int row = 0; row < 8; row++) {
                rows.add(Reference.learned(3 + row, 20 + row, 9, 30 - row, 5 + 2 * row, 12));
            }
            var packed = PackedRows.of(rows);
            var state = AdamW.State.of(engine.tensors(), adapter.flat(), 0);
            var gradients = adapter.views(state.gradient());
            var settings = new AdamW(0.9, 0.999, 1e-8, 0, 1);
            double scale = 1.0 / packed.learned();
            float loss = Float.MAX_VALUE;
            for (int step = 1; step <= 200 && loss >= 0.01; step++) {
                loss =
                        engine.decoder()
                                .adapterStep(
                                        base.model(), adapter.tensors(), gradients, packed, scale);
                engine.tensors().adamW(state, settings, 5e-3, step);
            }
            assertThat(loss).isLessThan(0.01f);
        }
    }

    private static LoadedBase load(Reference reference, ScalarType type) throws IOException {
        return LoadedBase.load(engine, reference.base(), type);
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static float[] logits(Decoder decoder, LoadedBase base, PackedRows rows) {
        try (NDManager scope = engine.tensors().scope()) {
            long[] all = LongStream.range(0, rows.tokens()).toArray();
            return decoder.logits(scope, base.model(), AdapterTensors.NONE, rows, all)
                    .toFloatArray();
        }
    }

    private static float[] gradient(
            Decoder decoder, LoadedBase base, Adapter adapter, List<TokenizedSample> rows) {
        try (NDArray gradient = engine.tensors().zeros(adapter.flat().size())) {
            decoder.adapterStep(
                    base.model(),
                    adapter.tensors(),
                    adapter.views(gradient),
                    PackedRows.of(rows),
                    1);
            return gradient.toFloatArray();
        }
    }
}
