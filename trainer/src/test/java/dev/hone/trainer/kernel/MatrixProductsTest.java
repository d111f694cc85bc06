package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.trainer.Reference;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The program throws its results away. What it left in its room when it came to its end is
/// computed here again from the operands: the last products of each kind.
class MatrixProductsTest {
    private static final int Q = 0;
    private static final int K = 1;
    private static final int V = 2;
    private static final int O = 3;
    private static final int DOWN = 6;
    private static final int MODULES = 7;

    private final Engine engine = Engine.open(1);
    private final NDManager scope = engine.tensors().scope();
    private LoadedBase base;
    private PackedRows rows;
    private int tokens;

    @BeforeEach
    void open() throws IOException {
        try (var reference = new Reference("untied")) {
            base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
            rows = PackedRows.of(reference.rows());
            tokens = rows.tokens();
        }
    }

    @AfterEach
    void close() {
        base.close();
        scope.close();
        engine.close();
    }

    @Test
    void adaptersHaveTheirProductsWithBothFactorsForwardAndBack() {
        try (var adapter = adapter(LoraSettings.allLinear(4, 8))) {
            var room = run(adapter);

            // forward ends with the last layer's down: x A', then (x A') B'
            NDArray x = room.get(0);
            NDArray xa =
                    flat(x, tokens, inputs(a(adapter, 1, DOWN))).matMul(t(a(adapter, 1, DOWN)));
            same(room.get(2), xa);
            same(room.get(1), xa.matMul(t(b(adapter, 1, DOWN))));
            // back ends with the first layer: o's input, then of q, k, v the gradients alone
            same(room.get(5), back(room.get(1), adapter, O).matMul(a(adapter, 0, O)));
            NDArray dxa =
                    back(room.get(1), adapter, Q)
                            .concat(back(room.get(1), adapter, K), 1)
                            .concat(back(room.get(1), adapter, V), 1);
            same(room.get(3), dxa);
            same(room.get(4), t(dxa).matMul(flat(x, tokens, base.config().hidden())));
        }
    }

    @Test
    void frozenMatricesHaveTheirProductsForwardAndBack() {
        try (var adapter = adapter(new LoraSettings(4, 8, 0, List.of("k_proj", "up_proj")))) {
            var room = run(adapter);

            NDArray down = weight(1, 5);
            NDArray o = weight(0, 3);
            same(room.get(1), flat(room.get(0), tokens, inputs(down)).matMul(t(down)));
            same(room.get(5), flat(room.get(1), tokens, base.config().hidden()).matMul(o));
        }
    }

    @Test
    void theHeadHasItsProductOnTheLearnedTokens() {
        try (var adapter = adapter(LoraSettings.allLinear(4, 8))) {
            var room = run(adapter);

            NDArray head = base.model().weights().get(2);
            assertThat(rows.learned()).isLessThan(tokens);
            NDArray x = flat(room.get(0), rows.learned(), base.config().hidden());
            same(room.get(13), x.matMul(t(head)));
        }
    }

    @Test
    void attentionHasItsProductsOverAllPairsOfPositions() {
        try (var adapter = adapter(LoraSettings.allLinear(4, 8))) {
            var room = run(adapter);

            var config = base.config();
            int pairs = rows.rows() * config.keyValueHeads();
            int longest = rows.longest();
            int grouped = longest * config.heads() / config.keyValueHeads();
            NDArray q = grid(room.get(6), pairs, grouped);
            NDArray k = grid(room.get(7), pairs, longest);
            NDArray v = grid(room.get(8), pairs, longest);
            NDArray scores = q.matMul(k.transpose(0, 2, 1));
            same(room.get(10), scores);
            same(room.get(9), scores.matMul(v));
            NDArray dScores = grid(room.get(9), pairs, grouped).matMul(v.transpose(0, 2, 1));
            same(room.get(12), dScores);
            same(room.get(11), dScores.transpose(0, 2, 1).matMul(q));
        }
    }

    @Test
    void longRowsTakeTheFusedKernelAsTheStepDoes() {
        try (var adapter = adapter(LoraSettings.allLinear(4, 8));
                var products =
                        new MatrixProducts(engine.tensors(), base.model(), adapter.tensors())) {
            int length = 2048;
            // Enough rows that their scores would not be kept.
            int many = Math.toIntExact((1L << 28) / ((long) length * length * 8));
            var packed =
                    PackedRows.of(Collections.nCopies(many, Reference.learned(new int[length])));
            assertThat(Decoder.plain(base.config(), packed)).isFalse();

            assertThatCode(() -> products.room(packed).run()).doesNotThrowAnyException();
        }
    }

    private Adapter adapter(LoraSettings settings) {
        var adapter = Adapter.start(engine, base.model(), settings, 0);
        adapter.flat().addi(0.05f); // so that no B is zero
        return adapter;
    }

    private List<NDArray> run(Adapter adapter) {
        // the products live as long as the room is read
        var products = new MatrixProducts(engine.tensors(), base.model(), adapter.tensors());
        var room = products.room(rows);
        room.run();
        return room.operands();
    }

    private static NDArray a(Adapter adapter, int layer, int module) {
        return adapter.tensors().tensors().get(2 * MODULES * layer + module);
    }

    private static NDArray b(Adapter adapter, int layer, int module) {
        return a(adapter, layer, MODULES + module);
    }

    /// Of a module in the first layer: the gradient of its A's output.
    private NDArray back(NDArray dy, Adapter adapter, int module) {
        NDArray b = b(adapter, 0, module);
        return flat(dy, tokens, b.getShape().get(0)).matMul(b);
    }

    /// @param which of a layer's weights: 2 is q|k|v, 3 o, 4 gate|up, 5 down
    private NDArray weight(int layer, int which) {
        return base.model().weights().get(4 + 13 * layer + which);
    }

    private static NDArray t(NDArray matrix) {
        return matrix.transpose();
    }

    private static long inputs(NDArray matrix) {
        return matrix.getShape().get(1);
    }

    private NDArray flat(NDArray room, long... sides) {
        return engine.tensors().view(scope, room, 0, sides);
    }

    private NDArray grid(NDArray room, long pairs, long positions) {
        return flat(room, pairs, positions, base.config().headSize());
    }

    /// The front of a room, of which a product may need a part only.
    private static void same(NDArray room, NDArray expected) {
        float[] front = new float[Math.toIntExact(expected.size())];
        System.arraycopy(room.toFloatArray(), 0, front, 0, front.length);
        assertThat(Reference.distance(front, expected.toFloatArray())).isLessThan(1e-5);
    }
}
