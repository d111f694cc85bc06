package dev.hone.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.base.WeightLayout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ModelTensors;
import dev.hone.trainer.kernel.ScalarType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;

/// A base model in memory, never changed.
public final class LoadedBase implements AutoCloseable {
    private final ModelTensors model;
    private final String digest;
    private final NDManager owner;
    private final long mappedBytes;

    private LoadedBase(ModelTensors model, String digest, NDManager owner, long mappedBytes) {
        this.mappedBytes = mappedBytes;
        this.model = model;
        this.digest = digest;
        this.owner = owner;
    }

    /// Reads the weights, one at a time, into the type to compute in.
    public static LoadedBase load(Engine engine, BaseDirectory base, ScalarType type)
            throws IOException {
        return load(engine, base, type, () -> {});
    }

    /// @param read told of each weight that is there
    public static LoadedBase load(Engine engine, BaseDirectory base, ScalarType type, Runnable read)
            throws IOException {
        NDManager owner = engine.tensors().scope();
        try (var reader = new WeightReader(engine.tensors(), owner, base, type)) {
            var weights = new ArrayList<NDArray>();
            for (WeightLayout.Weight weight : WeightLayout.of(base.config())) {
                boolean tied = base.config().tiedEmbeddings() && weights.size() == 2;
                weights.add(tied ? weights.getFirst() : reader.read(weight));
                read.run();
            }
            ModelTensors model = Loading.model(owner, base.config(), type, weights);
            return new LoadedBase(model, base.digest(), owner, sizes(base));
        } catch (IOException | RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private static long sizes(BaseDirectory base) throws IOException {
        long sizes = 0;
        for (Path file : Set.copyOf(base.weights().values())) {
            sizes += Files.size(file);
        }
        return sizes;
    }

    public ModelConfig config() {
        return model.config();
    }

    public ModelTensors model() {
        return model;
    }

    /// The type that is computed in.
    public ScalarType type() {
        return model.type();
    }

    /// What its weights take in memory.
    public long bytes() {
        long numbers = model.weights().stream().mapToLong(NDArray::size).sum();
        long repeated = config().tiedEmbeddings() ? model.weights().getFirst().size() : 0;
        return (numbers - repeated) * type().bytes();
    }

    /// The files of its weights, which stay mapped until the heap is next collected.
    public long mappedBytes() {
        return mappedBytes;
    }

    /// Of the directory it was read from.
    public String digest() {
        return digest;
    }

    @Override
    public void close() {
        owner.close();
    }
}
