package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.model.LoadedBase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Llama's gradients as autograd finds them; see `autograd.torchscript`.
final class Autograd {
    private Autograd() {}

    /// Called another way than programs otherwise are, since that way records no graph.
    static float[] gradients(
            Engine engine,
            LoadedBase base,
            Adapter adapter,
            TokenizedSample sample,
            Dropout dropout) {
        try (NDManager scope = engine.tensors().scope();
                var archive =
                        new ByteArrayInputStream(
                                ProgramArchive.of(List.of("autograd.torchscript"), "Autograd"));
                var program = JniUtils.loadModule((PtNDManager) scope, archive, false, false)) {
            var inputs = new NDList();
            inputs.add(scope.create(Arrays.stream(sample.ids()).asLongStream().toArray()));
            named("ropes[]", base.model().ropes(), scope, inputs);
            named("p[]", base.model().weights(), scope, inputs);
            named("ab[]", adapter.tensors().tensors(), scope, inputs);
            named("masks[]", masks(engine, scope, base, sample, dropout), scope, inputs);
            var config = base.config();
            inputs.add(
                    scope.create(
                            new double[] {
                                config.heads(),
                                config.keyValueHeads(),
                                config.headSize(),
                                config.normEpsilon()
                            }));
            var scales = adapter.tensors().scales();
            inputs.add(scope.create(scales.stream().mapToDouble(s -> s).toArray()));
            NDArray method = scope.create(0f);
            method.setName("module_method:gradients");
            inputs.add(method);
            return IValueUtils.forward(program, inputs, true).singletonOrThrow().toFloatArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For each module of each layer what its input is multiplied by.
    private static List<NDArray> masks(
            Engine engine,
            NDManager scope,
            LoadedBase base,
            TokenizedSample sample,
            Dropout dropout) {
        var config = base.config();
        var rows = PackedRows.of(List.of(sample));
        var masks = new ArrayList<NDArray>();
        for (int layer = 0; layer < config.layers(); layer++) {
            for (int module = 0; module < 7; module++) {
                int width =
                        switch (module) {
                            case 3 -> config.queryWidth();
                            case 6 -> config.feedForward();
                            default -> config.hidden();
                        };
                NDArray mask =
                        dropout.probability() == 0
                                ? scope.ones(new Shape(rows.tokens(), width))
                                : engine.decoder()
                                        .survivors(scope, rows, dropout, layer, module, width)
                                        .toType(DataType.FLOAT32, false)
                                        .div(1 - dropout.probability());
                masks.add(mask);
            }
        }
        return masks;
    }

    private static void named(String name, List<NDArray> tensors, NDManager scope, NDList inputs) {
        for (NDArray tensor : tensors) {
            NDArray copy = tensor.duplicate();
            copy.attach(scope);
            copy.setName(name);
            inputs.add(copy);
        }
    }
}
