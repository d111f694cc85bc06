package dev.hone.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.LlamaConfig;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ModelTensors;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A base model in memory, never changed.
public final class LoadedBase implements AutoCloseable {
    private final ModelTensors model;
    private final ScalarType type;
    private final String digest;
    private final NDManager owner;
    private final long mappedBytes;

    private LoadedBase(
            ModelTensors model, ScalarType type, String digest, NDManager owner, long mappedBytes) {
        this.mappedBytes = mappedBytes;
        this.model = model;
        this.type = type;
        this.digest = digest;
        this.owner = owner;
    }

    /// Reads the weights, one at a time, into the type to compute in.
    public static LoadedBase load(Engine engine, BaseDirectory base, ScalarType type)
            throws IOException {
        NDManager owner = engine.tensors().scope();
        try (var files = new OpenFiles(base.weights())) {
            var weights = new ArrayList<NDArray>();
            for (WeightNames.Weight weight : WeightNames.of(base.config())) {
                boolean tied = base.config().tiedEmbeddings() && weights.size() == 2;
                weights.add(
                        tied
                                ? weights.getFirst()
                                : read(engine.tensors(), owner, files, weight, type));
            }
            ModelTensors model = Loading.model(owner, base.config(), weights);
            return new LoadedBase(model, type, base.digest(), owner, sizes(base));
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

    public LlamaConfig config() {
        return model.config();
    }

    public ModelTensors model() {
        return model;
    }

    /// The type that is computed in.
    public ScalarType type() {
        return type;
    }

    /// What its weights take in memory.
    public long bytes() {
        long numbers = model.weights().stream().mapToLong(NDArray::size).sum();
        long repeated = config().tiedEmbeddings() ? model.weights().getFirst().size() : 0;
        return (numbers - repeated) * type.bytes();
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

    private static NDArray read(
            Tensors tensors,
            NDManager owner,
            OpenFiles files,
            WeightNames.Weight weight,
            ScalarType type)
            throws IOException {
        try (NDManager scope = tensors.scope()) {
            var parts = new ArrayList<NDArray>();
            for (WeightNames.Part part : weight.parts()) {
                parts.add(
                        part(
                                tensors,
                                weight.parts().size() == 1 ? owner : scope,
                                files,
                                part,
                                type));
            }
            return parts.size() == 1 ? parts.getFirst() : tensors.join(owner, parts);
        }
    }

    private static NDArray part(
            Tensors tensors,
            NDManager owner,
            OpenFiles files,
            WeightNames.Part part,
            ScalarType type)
            throws IOException {
        SafetensorsFile file = files.of(part.name());
        SafetensorsHeader.Entry entry =
                Objects.requireNonNull(file.header().tensors().get(part.name()), part.name());
        long[] shape = part.sides().stream().mapToLong(Long::longValue).toArray();
        ScalarType stored = ScalarType.named(entry.type());
        return tensors.of(owner, file.bytes(part.name()), stored, type, shape);
    }

    /// The files of the weights, each opened once.
    private static final class OpenFiles implements AutoCloseable {
        private final Map<String, Path> paths;
        private final Map<Path, SafetensorsFile> open = new HashMap<>();

        OpenFiles(Map<String, Path> paths) {
            this.paths = paths;
        }

        SafetensorsFile of(String tensor) throws IOException {
            Path path = Objects.requireNonNull(paths.get(tensor), tensor);
            SafetensorsFile file = open.get(path);
            if (file == null) {
                file = SafetensorsFile.open(path, SafetensorsHeader.Limits.BASE);
                open.put(path, file);
            }
            return file;
        }

        @Override
        public void close() throws IOException {
            for (SafetensorsFile file : List.copyOf(open.values())) {
                file.close();
            }
        }
    }
}
