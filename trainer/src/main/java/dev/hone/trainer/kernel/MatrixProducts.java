package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.base.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/// The matrix products of an adapter's step and nothing else: what no program for that step can be
/// faster than. They have the step's shapes, number type and weights, in the order of the step, so
/// that the weights come from where they come from in the step; results go to memory that is there.
///
/// For each call: every frozen matrix forward, and back to its input except below the first layer;
/// the adapters' products with both of their factors, forward, and back to input and both factors;
/// attention's six products over all pairs of positions, or the fused kernel where the step uses
/// it; the head forward and back on the learned tokens.
public final class MatrixProducts implements AutoCloseable {
    static final List<String> PROGRAM = List.of("products.torchscript");

    private static final int MODULES = 7;

    /// Which modules' adapters share the input of which matrix.
    private static final int[][] GROUPS = {{0, 1, 2}, {3}, {4, 5}, {6}};

    private final boolean onGpu;
    private final NDManager owner;
    private final Program program;
    private final ModelTensors model;
    private final List<NDArray> matrices;
    private final List<NDArray> as = new ArrayList<>();
    private final List<NDArray> bs = new ArrayList<>();

    public MatrixProducts(Tensors tensors, ModelTensors model, AdapterTensors adapter) {
        this.owner = tensors.scope();
        this.onGpu = tensors.onGpu();
        this.program = Program.load(owner, PROGRAM, "Products");
        this.model = model;
        // norms, biases and what is absent are vectors; embedding and head stand before the layers
        this.matrices =
                model.weights().stream()
                        .skip(3)
                        .filter(w -> w.getShape().dimension() == 2)
                        .toList();
        for (int layer = 0; layer < model.config().layers(); layer++) {
            int first = adapter.tensors().size() / model.config().layers() * layer;
            addLayer(adapter.tensors().subList(first, first + 2 * MODULES));
        }
    }

    private void addLayer(List<NDArray> adapters) {
        for (int[] group : GROUPS) {
            var some = new ArrayList<NDArray>();
            for (int module : group) {
                some.add(adapters.get(module));
                bs.add(join(List.of(adapters.get(MODULES + module))));
            }
            as.add(join(some));
        }
    }

    private NDArray join(List<NDArray> some) {
        return program.call("join").with(like()).with(some).tensor(owner);
    }

    private NDArray like() {
        return matrices.getFirst();
    }

    /// Room for the products of calls with rows like these; each lane needs its own.
    public Room room(PackedRows rows) {
        return new Room(rows);
    }

    @Override
    public void close() {
        program.close();
        owner.close();
    }

    /// The operands of one call.
    public final class Room {
        private final PackedRows rows;
        private final boolean plain;
        private final int chunk;
        private final List<NDArray> tensors = new ArrayList<>();

        private Room(PackedRows rows) {
            ModelConfig config = model.config();
            this.rows = rows;
            this.plain = onGpu || Decoder.plain(config, rows);
            this.chunk = Decoder.chunk(config);
            long wide = widest() * rows.tokens();
            long ranks = widestRank();
            long grid = (long) rows.rows() * rows.longest();
            long heads = grid * config.queryWidth();
            add(wide);
            add(wide);
            add(ranks * rows.tokens());
            add(ranks * rows.tokens());
            add(ranks * widest());
            add(wide);
            for (int i = 0; i < 4; i++) {
                add(heads);
            }
            addScores(config, heads);
            add((long) Math.min(chunk, rows.learned()) * config.vocabulary());
        }

        /// Does all the products once; they are done when this returns, on a GPU too.
        public void run() {
            ModelConfig config = model.config();
            var _ =
                    program.call("products")
                            .with(matrices)
                            .with(as)
                            .with(bs)
                            .with(model.weights().get(2))
                            .with(tensors)
                            .with(grid(config, rows))
                            .with(rows.tokens())
                            .with(rows.learned())
                            .with(plain)
                            .with(chunk)
                            .number(owner);
        }

        /// In the order of the program's `s`, for tests: what the last products left in each.
        List<NDArray> operands() {
            return List.copyOf(tensors);
        }

        private void addScores(ModelConfig config, long heads) {
            long longest = rows.longest();
            long pairs = (long) rows.rows() * config.keyValueHeads();
            long group = config.heads() / config.keyValueHeads();
            if (plain) {
                add(pairs, group * longest, longest);
                add(heads);
                add(pairs, group * longest, longest);
                return;
            }
            long[] shape = {rows.rows(), longest, config.heads()};
            tensors.add(program.call("zeros").with(like()).with(shape).tensor(owner));
            add(1);
            add(1);
        }

        private void add(long... shape) {
            tensors.add(program.call("uniform").with(like()).with(shape).tensor(owner));
        }
    }

    private static long[] grid(ModelConfig config, PackedRows rows) {
        return new long[] {
            rows.rows(), rows.longest(), config.heads(), config.keyValueHeads(), config.headSize()
        };
    }

    private long widest() {
        return matrices.stream()
                .mapToLong(w -> Math.max(w.getShape().get(0), w.getShape().get(1)))
                .max()
                .orElseThrow();
    }

    private long widestRank() {
        return as.stream().mapToLong(a -> a.getShape().get(0)).max().orElse(0);
    }
}
