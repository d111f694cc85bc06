package dev.hone.trainer.bench;

import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.MatrixProducts;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import dev.hone.trainer.recipe.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The matrix products of one step, dealt to lanes as the recipe deals its rows. The operands are
/// made at the first use, after the memory was measured.
final class StepProducts implements AutoCloseable {
    private final Engine engine;
    private final LoadedBase base;
    private final LoraSettings lora;
    private final List<TokenizedSample> batch;
    private final List<Supplier<Integer>> lanes = new ArrayList<>();
    private @Nullable Adapter adapter;
    private @Nullable MatrixProducts products;

    StepProducts(Engine engine, LoadedBase base, LoraSettings lora, List<TokenizedSample> batch) {
        this.engine = engine;
        this.base = base;
        this.lora = lora;
        this.batch = batch;
    }

    /// All of them once; at the first use twice, since memory that was never touched is slow.
    void run(MemoryPlan plan) {
        if (lanes.isEmpty()) {
            prepare(plan);
            engine.lanes().run(lanes);
        }
        engine.lanes().run(lanes);
    }

    private void prepare(MemoryPlan plan) {
        adapter = Adapter.start(engine, base.model(), lora, 0);
        products = new MatrixProducts(engine.tensors(), base.model(), adapter.tensors());
        for (var calls : Shards.of(batch, plan.tokensAtOnce())) {
            var rooms = calls.stream().map(products::room).toList();
            lanes.add(() -> {
                rooms.forEach(MatrixProducts.Room::run);
                return rooms.size();
            });
        }
    }

    @Override
    public void close() {
        if (products != null) {
            products.close();
        }
        if (adapter != null) {
            adapter.close();
        }
    }
}
