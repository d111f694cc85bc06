package dev.hone.trainer.kernel;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.device.DeviceMemory;
import dev.hone.trainer.device.HostMemory;
import java.nio.ByteBuffer;
import java.util.List;

/// The engine of this process: owner of all tensors, and the operations on them that DJL lacks.
///
/// Tensors made here belong to [#manager] unless a scope is given, and die with it.
public final class Tensors implements AutoCloseable {
    static final List<String> PROGRAM = List.of("tensors.torchscript");

    private final NDManager manager;
    private final Program program;

    private Tensors(NDManager manager) {
        this.manager = manager;
        this.program = Program.load(manager, PROGRAM, "Tensors");
    }

    /// On the processor. Loads the engine, if this is the first time in this process.
    public static Tensors open() {
        return open(DeviceChoice.CPU);
    }

    /// @throws DeviceMissingException if a GPU is demanded and there is none
    static Tensors open(DeviceChoice choice) {
        var manager = NDManager.newBaseManager(Devices.chosen(choice), "PyTorch");
        prepareThread();
        return new Tensors(manager);
    }

    /// Where all tensors live.
    public Device device() {
        return manager.getDevice();
    }

    /// As CUDA's users write it: `cpu` or `cuda:0`.
    public String deviceName() {
        return onGpu() ? "cuda:" + device().getDeviceId() : "cpu";
    }

    public DeviceMemory memory() {
        var device = device();
        return device.isGpu() ? new GpuMemory(device) : HostMemory.here();
    }

    /// Whether products of the type take their usual time here. A processor without AVX-512 (or
    /// bfloat16 of its own, as some ARM have) computes bfloat16 number by number, twenty times
    /// slower than float32.
    public boolean multipliesFast(ScalarType type) {
        return switch (type) {
            case FLOAT32 -> true;
            case BFLOAT16 -> onGpu() || hasProductsOfBfloat16();
            case FLOAT16 -> onGpu();
        };
    }

    private boolean hasProductsOfBfloat16() {
        try (NDManager scope = scope()) {
            NDArray zero = scope.zeros(new Shape(1), DataType.FLOAT32);
            return program.call("plus_one_if_bfloat16").with(zero).number(scope) > 0;
        }
    }

    boolean onGpu() {
        return device().isGpu();
    }

    /// To be called by every thread before it calls the engine, since both settings belong to the
    /// thread. One core for each operation: side by side is what lanes are for. Programs run as
    /// written: the profiling executor would specialise them to the shapes of the first calls, but
    /// every batch has shapes of its own.
    static void prepareThread() {
        JniUtils.setNumThreads(1);
        JniUtils.setGraphExecutorOptimize(false);
    }

    public NDManager manager() {
        return manager;
    }

    /// A manager whose tensors die when it is closed.
    public NDManager scope() {
        return manager.newSubManager();
    }

    public NDArray zeros(long... shape) {
        return manager.zeros(new Shape(shape), DataType.FLOAT32);
    }

    /// Numbers not yet set.
    public NDArray empty(NDManager owner, ScalarType type, long... shape) {
        try (NDArray like = manager.create(0f)) {
            return program.call("empty").with(like).with(shape).with(type.code()).tensor(owner);
        }
    }

    /// A tensor of raw little-endian numbers, copied to the type wanted.
    public NDArray of(
            NDManager owner, ByteBuffer bytes, ScalarType type, ScalarType wanted, long... shape) {
        try (NDManager scope = scope()) {
            return cast(owner, typed(scope, bytes, type, shape), wanted);
        }
    }

    /// Overwrites rows of `to` from row `at` on with raw little-endian numbers of the given type
    /// and shape.
    public void copyRows(NDArray to, long at, ByteBuffer bytes, ScalarType type, long... shape) {
        try (NDManager scope = scope()) {
            NDArray rows = typed(scope, bytes, type, shape);
            program.call("copy_rows").with(to).with((int) at).with(rows).tensor(scope);
        }
    }

    /// DJL sees the buffer as a tensor without a copy, but only of types that it knows.
    private NDArray typed(NDManager scope, ByteBuffer bytes, ScalarType type, long... shape) {
        return switch (type) {
            case FLOAT16 -> scope.create(bytes, new Shape(shape), DataType.FLOAT16);
            case FLOAT32 -> scope.create(bytes, new Shape(shape), DataType.FLOAT32);
            case BFLOAT16 -> {
                NDArray sameWidth = scope.create(bytes, new Shape(shape), DataType.FLOAT16);
                yield program.call("reinterpret").with(sameWidth).with(type.code()).tensor(scope);
            }
        };
    }

    public NDArray plus(NDManager owner, NDArray tensor, double number) {
        return program.call("plus").with(tensor).with(number).tensor(owner);
    }

    /// The tensor's raw little-endian numbers.
    public ByteBuffer bytes(NDArray tensor) {
        try (NDManager scope = scope();
                NDArray raw = program.call("reinterpret").with(tensor).with(0).tensor(scope)) {
            return raw.toByteBuffer();
        }
    }

    public NDArray cast(NDManager owner, NDArray tensor, ScalarType type) {
        return program.call("cast").with(tensor).with(type.code()).tensor(owner);
    }

    /// A view of `flat[at : at + product(shape)]`; both see each other's changes.
    public NDArray view(NDManager owner, NDArray flat, long at, long... shape) {
        return program.call("view").with(flat).with((int) at).with(shape).tensor(owner);
    }

    /// Overwrites `to` with the numbers of `from`, changing their type if need be.
    public void copy(NDArray to, NDArray from) {
        program.call("copy").with(to).with(from).tensor(manager).close();
    }

    /// `to += from`, then `from` is zero.
    public void moveInto(NDArray to, NDArray from) {
        program.call("move").with(to).with(from).tensor(manager).close();
    }

    /// One optimizer step: clips and clears the gradient.
    ///
    /// @param step counts from 1
    /// @return the gradient's norm before clipping
    public float adamW(AdamW.State state, AdamW settings, double learningRate, int step) {
        return program.call("adamw")
                .with(state.weights())
                .with(state.gradient())
                .with(state.mean())
                .with(state.variance())
                .with(step)
                .with(learningRate)
                .with(settings.beta1())
                .with(settings.beta2())
                .with(settings.epsilon())
                .with(settings.weightDecay())
                .with((int) state.decayed())
                .with(settings.maxGradientNorm())
                .number(manager);
    }

    @Override
    public void close() {
        program.close();
        manager.close();
    }
}
