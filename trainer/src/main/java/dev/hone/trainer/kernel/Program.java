package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A loaded TorchScript program. Its methods may be called by several threads at once; no call
/// records a graph.
final class Program implements AutoCloseable {
    private final PtSymbolBlock block;

    private Program(PtSymbolBlock block) {
        this.block = block;
    }

    static Program load(NDManager manager, List<String> resources, String type) {
        try (var archive = new ByteArrayInputStream(ProgramArchive.of(resources, type))) {
            return new Program(JniUtils.loadModule((PtNDManager) manager, archive, false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Call call(String method) {
        return new Call(block, method);
    }

    @Override
    public void close() {
        block.close();
    }

    /// The arguments of one call, in order, then the call itself, which frees them all.
    static final class Call {
        private final PtSymbolBlock block;
        private final String method;
        private final List<IValue> arguments = new ArrayList<>();

        private Call(PtSymbolBlock block, String method) {
            this.block = block;
            this.method = method;
        }

        Call with(NDArray tensor) {
            arguments.add(IValue.from((PtNDArray) tensor));
            return this;
        }

        Call with(List<? extends NDArray> tensors) {
            arguments.add(IValue.listFrom(tensors.toArray(PtNDArray[]::new)));
            return this;
        }

        Call with(long... integers) {
            arguments.add(IValue.listFrom(integers));
            return this;
        }

        Call with(double... numbers) {
            arguments.add(IValue.listFrom(numbers));
            return this;
        }

        Call with(double number) {
            arguments.add(IValue.from(number));
            return this;
        }

        Call with(int integer) {
            arguments.add(IValue.from((long) integer));
            return this;
        }

        Call with(boolean flag) {
            arguments.add(IValue.from(flag));
            return this;
        }

        /// The tensor that the method returns, owned by `owner`.
        PtNDArray tensor(NDManager owner) {
            try (IValue result = run()) {
                return result.toTensor((PtNDManager) owner);
            }
        }

        /// The one number in the tensor that the method returns.
        float number(NDManager owner) {
            try (PtNDArray result = tensor(owner)) {
                return result.getFloat();
            }
        }

        private IValue run() {
            try {
                return IValueUtils.runMethod(block, method, arguments.toArray(IValue[]::new));
            } finally {
                arguments.forEach(IValue::close);
            }
        }
    }
}
