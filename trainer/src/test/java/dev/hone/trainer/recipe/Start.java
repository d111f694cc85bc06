package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.Calls;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;

/// Makes a run start from a given adapter, by way of a checkpoint of step 0.
final class Start {
    private Start() {}

    static void from(
            Path peft, Engine engine, LoadedBase base, LoraSft sft, LoraPlan plan, RunHooks hooks)
            throws IOException {
        try (Adapter adapter = AdapterDirectory.read(engine, base.config(), peft);
                var buffers = new Buffers(engine, adapter, plan.validation().keepBest())) {
            hooks.save(
                    0,
                    files ->
                            LoraCheckpoint.start(sft.digest(), Calls.MOST_TOKENS)
                                    .write(files, engine.tensors(), buffers.saved()));
        }
    }
}
