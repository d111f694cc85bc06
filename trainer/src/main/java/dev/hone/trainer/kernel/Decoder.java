package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.base.Family;
import dev.hone.datasets.base.LayerAttention;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.CallMemory;
import dev.hone.datasets.plan.CallShape;
import java.util.List;
import java.util.Set;

/// The model's forward and backward passes, each one call into the engine. May be called by several
/// threads at once as long as each adds to gradients of its own.
public final class Decoder implements AutoCloseable {
    static final List<String> PROGRAM =
            List.of(
                    "decoder/norms.torchscript",
                    "decoder/attention.torchscript",
                    "decoder/adapters.torchscript",
                    "decoder/layer.torchscript",
                    "decoder/backward.torchscript",
                    "decoder/model.torchscript",
                    "decoder.torchscript");

    private final Tensors tensors;
    private final Program program;
    private final long mostScores;

    public Decoder(Tensors tensors) {
        this(tensors, CallShape.MOST_SCORES);
    }

    /// @param mostScores up to how many attention is plain
    Decoder(Tensors tensors, long mostScores) {
        this.tensors = tensors;
        this.mostScores = mostScores;
        this.program = Program.load(tensors.manager(), PROGRAM, "Decoder");
    }

    /// Logits `[at, vocabulary]` of the tokens named by `at`.
    public NDArray logits(
            NDManager owner,
            ModelTensors model,
            AdapterTensors adapter,
            PackedRows rows,
            long[] at) {
        try (NDManager scope = tensors.scope()) {
            var call = program.call("logits").with(scope.create(rows.ids())).with(scope.create(at));
            var how = attention(model, rows);
            return shape(common(call, scope, model, rows, how, adapter), model, rows, how)
                    .tensor(owner);
        }
    }

    /// The sum of the losses of all learned tokens.
    public float loss(ModelTensors model, AdapterTensors adapter, PackedRows rows) {
        if (rows.learned() == 0) {
            return 0;
        }
        try (NDManager scope = tensors.scope()) {
            var how = attention(model, rows);
            var call = common(learning("loss", scope, rows), scope, model, rows, how, adapter);
            return shape(call, model, rows, how).with(chunk(model.config())).number(scope);
        }
    }

    /// Without dropout, and with activations saved.
    public float adapterStep(
            ModelTensors model,
            AdapterTensors adapter,
            List<NDArray> gradients,
            PackedRows rows,
            double scale) {
        var saved = Activations.SAVED;
        return adapterStep(model, adapter, gradients, rows, scale, Dropout.NONE, saved);
    }

    /// Adds the gradients of `scale` times the loss to `gradients`, which has the shape of the
    /// adapter, and returns that scaled loss.
    public float adapterStep(
            ModelTensors model,
            AdapterTensors adapter,
            List<NDArray> gradients,
            PackedRows rows,
            double scale,
            Dropout dropout,
            Activations activations) {
        if (rows.learned() == 0) {
            return 0;
        }
        try (NDManager scope = tensors.scope()) {
            var how = attention(model, rows);
            var call =
                    place(learning("adapter_step", scope, rows), scope, model, rows, how)
                            .with(model.weights())
                            .with(adapter.tensors())
                            .with(gradients)
                            .with(scales(adapter));
            return shape(call, model, rows, how)
                    .with(chunk(model.config()))
                    .with(scale)
                    .with(scope.create(dropout.keys(rows)))
                    .with(dropout.probability())
                    .with(activations == Activations.RECOMPUTED)
                    .number(scope);
        }
    }

    /// The norm of each row of `W + scale * B A` of all adapted modules, one behind the other.
    public NDArray rowNorms(NDManager owner, ModelTensors model, AdapterTensors adapter) {
        return program.call("row_norms")
                .with(model.weights())
                .with(adapter.tensors())
                .with(scales(adapter))
                .tensor(owner);
    }

    /// Which inputs `[N, width]` of a module survive dropout.
    ///
    /// @param module its place in the order of [AdapterTensors]
    NDArray survivors(
            NDManager owner, PackedRows rows, Dropout dropout, int layer, int module, int width) {
        return program.call("survivors")
                .with(owner.create(dropout.keys(rows)))
                .with(dropout.probability())
                .with(layer)
                .with(module)
                .with(width)
                .tensor(owner);
    }

    /// Adds the gradients of `scale` times the loss to `gradients`, which has the shape of the
    /// model's weights, and returns that scaled loss.
    public float weightStep(
            ModelTensors model, List<NDArray> gradients, PackedRows rows, double scale) {
        try (NDManager scope = tensors.scope()) {
            var how = attention(model, rows);
            var call =
                    place(learning("weight_step", scope, rows), scope, model, rows, how)
                            .with(model.weights())
                            .with(gradients);
            return shape(call, model, rows, how)
                    .with(chunk(model.config()))
                    .with(scale)
                    .number(scope);
        }
    }

    /// Greedy answers to the prompts, without the end token that may have stopped them.
    ///
    /// @param longest how many tokens an answer may have
    public List<int[]> greedy(
            ModelTensors model,
            AdapterTensors adapter,
            List<int[]> prompts,
            Set<Integer> endIds,
            int longest) {
        var rows = PackedRows.prompts(prompts);
        int positions = model.config().maxPositions();
        if (rows.longest() + longest > positions) {
            throw new IllegalArgumentException(
                    "prompt and answer must fit the model's %d positions, were %d and %d"
                            .formatted(positions, rows.longest(), longest));
        }
        try (NDManager scope = tensors.scope()) {
            var call =
                    program.call("greedy")
                            .with(scope.create(rows.ids()))
                            .with(scope.create(rows.lastTokens()))
                            .with(scope.create(endIds.stream().mapToLong(id -> id).toArray()));
            var how = padded(model, rows);
            NDArray answers =
                    shape(common(call, scope, model, rows, how, adapter), model, rows, how)
                            .with(longest)
                            .tensor(scope);
            return Answers.of(answers.toLongArray(), longest, endIds);
        }
    }

    private Program.Call learning(String method, NDManager scope, PackedRows rows) {
        return program.call(method)
                .with(scope.create(rows.ids()))
                .with(scope.create(rows.at()))
                .with(scope.create(rows.targets()));
    }

    private static Program.Call common(
            Program.Call call,
            NDManager scope,
            ModelTensors model,
            PackedRows rows,
            Attention how,
            AdapterTensors adapter) {
        return place(call, scope, model, rows, how)
                .with(model.weights())
                .with(adapter.tensors())
                .with(scales(adapter));
    }

    private static double[] scales(AdapterTensors adapter) {
        return adapter.scales().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Program.Call place(
            Program.Call call,
            NDManager scope,
            ModelTensors model,
            PackedRows rows,
            Attention how) {
        int positions = model.config().maxPositions();
        if (rows.longest() > positions) {
            throw new IllegalArgumentException(
                    "a row must fit the model's %d positions, the longest has %d tokens"
                            .formatted(positions, rows.longest()));
        }
        int vocabulary = model.config().vocabulary();
        for (long id : rows.ids()) {
            if (id < 0 || id >= vocabulary) {
                throw new IllegalArgumentException(
                        "a token must be one of the model's, 0 to %d, was %d"
                                .formatted(vocabulary - 1, id));
            }
        }
        return call.with(model.ropes()).with(rows(scope, rows, how));
    }

    private static List<NDArray> rows(NDManager scope, PackedRows rows, Attention how) {
        boolean grid = how != Attention.BY_ROWS;
        return List.of(
                scope.create(rows.positions()),
                scope.create(grid ? rows.slotOfToken() : new long[0]),
                scope.create(grid ? rows.tokenOfSlot() : new long[0]),
                scope.create(grid ? new int[0] : rows.starts()));
    }

    private static Program.Call shape(
            Program.Call call, ModelTensors model, PackedRows rows, Attention how) {
        ModelConfig config = model.config();
        List<LayerAttention> kinds = config.attentionKinds();
        return call.with(config.attention().stream().mapToLong(kinds::indexOf).toArray())
                .with(kinds.stream().mapToLong(LayerAttention::window).toArray())
                .with(
                        rows.rows(),
                        rows.longest(),
                        config.heads(),
                        config.keyValueHeads(),
                        config.headSize(),
                        code(config.family().activation()))
                .with(config.normEpsilon(), config.queryScale(), config.embeddingScale())
                .with(how == Attention.PLAIN);
    }

    private static long code(Family.Activation activation) {
        return switch (activation) {
            case SILU -> 0;
            case GELU_TANH -> 1;
            case RELU_SQUARED -> 2;
        };
    }

    private Attention attention(ModelTensors model, PackedRows rows) {
        return tensors.onGpu()
                ? Attention.onGpu(model.config(), model.type())
                : padded(model, rows);
    }

    /// Over a grid, which leaves keys and values where the cache of an answer can take them.
    private Attention padded(ModelTensors model, PackedRows rows) {
        return tensors.onGpu()
                ? Attention.PLAIN
                : Attention.onCpu(model.config(), rows, mostScores);
    }

    /// Whether attention over these rows is plain, on a CPU.
    static boolean plain(ModelConfig config, PackedRows rows) {
        return rows.shape().isPlain(config, CallShape.MOST_SCORES);
    }

    static int chunk(ModelConfig config) {
        return CallMemory.chunk(config);
    }

    @Override
    public void close() {
        program.close();
    }
}
