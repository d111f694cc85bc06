package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Dropout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Documents that are trained on together never notice each other.
class PackedDocumentsTest {
    private static Engine engine;
    private static LoadedBase base;
    private static Adapter adapter;
    private static List<TokenizedSample> documents;

    @BeforeAll
    static void open() throws IOException {
        engine = Engine.open(2);
        try (var reference = new Reference("untied")) {
            base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
            adapter = AdapterDirectory.read(engine, base.config(), reference.adapter());
            documents = reference.rows().subList(1, 4);
        }
    }

    @AfterAll
    static void close() {
        adapter.close();
        base.close();
        engine.close();
    }

    @Test
    void eachTokenHasTheSameLossPackedPaddedAndAlone() {
        int longest = documents.getLast().length();
        var padded = documents.stream().map(row -> padded(row, longest)).toList();
        for (int document = 0; document < documents.size(); document++) {
            int length = documents.get(document).length();
            for (int token = 1; token < length; token++) {
                double alone = loss(List.of(only(documents.get(document), token)));

                assertThat(loss(onlyIn(documents, document, token)))
                        .as("packed, document %d, token %d", document, token)
                        .isCloseTo(alone, within(1e-6));
                assertThat(loss(onlyIn(padded, document, token)))
                        .as("padded, document %d, token %d", document, token)
                        .isCloseTo(alone, within(1e-6));
            }
        }
    }

    @Test
    void gradientsOfDocumentsAddUp() {
        float[] together = gradient(documents);
        var sum = new float[together.length];
        for (var document : documents) {
            float[] alone = gradient(List.of(document));
            double part = (double) document.labelledCount() / learned(documents);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (float) (part * alone[i]);
            }
        }
        assertThat(Reference.distance(together, sum)).isLessThan(1e-6);
    }

    @Test
    void anotherDocumentChangesNeitherLossNorGradient() {
        for (int document = 0; document < documents.size(); document++) {
            var before = onlyLearned(documents, document);
            var others = new ArrayList<>(before);
            for (int i = 0; i < others.size(); i++) {
                if (i != document) {
                    others.set(i, changed(others.get(i)));
                }
            }

            assertThat(loss(others)).isEqualTo(loss(before));
            assertThat(gradient(others)).isEqualTo(gradient(before));
        }
    }

    private static double loss(List<TokenizedSample> rows) {
        return new Evaluation(engine, base, Optional.of(adapter)).loss(rows);
    }

    private static float[] gradient(List<TokenizedSample> rows) {
        try (var buffers = new Buffers(engine, adapter, false)) {
            var all = IntStream.range(0, rows.size()).boxed().toList();
            var memory =
                    new MemoryPlan(
                            0, 0, 0, 0, 4096, 4096, 1, Activations.SAVED, OptionalLong.empty());
            new WindowPass(
                            engine,
                            base,
                            adapter,
                            buffers,
                            new CallSize(memory, 4096, (_, _) -> {}),
                            (_, _) -> Dropout.NONE,
                            () -> {})
                    .accumulate(0, new DataOrder.Window(List.of(rows), all, 1));
            return buffers.state().gradient().toFloatArray();
        }
    }

    private static int learned(List<TokenizedSample> rows) {
        return rows.stream().mapToInt(TokenizedSample::labelledCount).sum();
    }

    private static TokenizedSample padded(TokenizedSample row, int length) {
        return new TokenizedSample(Arrays.copyOf(row.ids(), length), row.labelled());
    }

    private static TokenizedSample only(TokenizedSample row, int token) {
        var labelled = new BitSet();
        labelled.set(token);
        return new TokenizedSample(row.ids(), labelled);
    }

    private static TokenizedSample unlearned(TokenizedSample row) {
        return new TokenizedSample(row.ids(), new BitSet());
    }

    private static List<TokenizedSample> onlyIn(
            List<TokenizedSample> rows, int document, int token) {
        var some = new ArrayList<>(rows.stream().map(PackedDocumentsTest::unlearned).toList());
        some.set(document, only(rows.get(document), token));
        return some;
    }

    private static List<TokenizedSample> onlyLearned(List<TokenizedSample> rows, int document) {
        var some = new ArrayList<>(rows.stream().map(PackedDocumentsTest::unlearned).toList());
        some.set(document, rows.get(document));
        return some;
    }

    private static TokenizedSample changed(TokenizedSample row) {
        int[] ids =
                Arrays.stream(row.ids())
                        .map(id -> (id + 17) % base.config().vocabulary())
                        .toArray();
        return new TokenizedSample(ids, row.labelled());
    }
}
