package dev.hone.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.datasets.base.WeightLayout;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads weights from their files, each opened once. A weight's numbers go from the mapped file to
/// the place where they stay, changing their type on the way: no more than [#AT_ONCE] is held
/// twice.
final class WeightReader implements AutoCloseable {
    /// Bytes read at a time; a tensor may be larger than a buffer can be.
    private static final long AT_ONCE = 16L << 20;

    private final Tensors tensors;
    private final NDManager owner;
    private final BaseDirectory base;
    private final ScalarType type;
    private final Map<Path, SafetensorsFile> open = new HashMap<>();

    WeightReader(Tensors tensors, NDManager owner, BaseDirectory base, ScalarType type) {
        this.tensors = tensors;
        this.owner = owner;
        this.base = base;
        this.type = type;
    }

    /// The weight as the program takes it; empty if the model lacks it.
    NDArray read(WeightLayout.Weight weight) throws IOException {
        return switch (weight.kind()) {
            case PLAIN -> stored(owner, weight);
            case NORM -> norm(weight);
            case NORM_BIAS -> wide(weight, 0);
        };
    }

    /// One is added where the family's authors add it: before the weight is widened, or after.
    private NDArray norm(WeightLayout.Weight weight) throws IOException {
        return switch (base.config().family().norm()) {
            case RMS -> stored(owner, weight);
            case RMS_ONE_PLUS -> {
                try (NDManager scope = tensors.scope()) {
                    NDArray stored = stored(scope, weight);
                    NDArray wide = tensors.cast(scope, stored, ScalarType.FLOAT32);
                    yield tensors.plus(owner, wide, 1);
                }
            }
            case LAYER_ONE_PLUS -> wide(weight, 1);
        };
    }

    private NDArray wide(WeightLayout.Weight weight, double plus) throws IOException {
        try (NDManager scope = tensors.scope()) {
            NDArray sum = tensors.plus(scope, stored(scope, weight), plus);
            return tensors.cast(owner, sum, ScalarType.FLOAT32);
        }
    }

    private NDArray stored(NDManager owner, WeightLayout.Weight weight) throws IOException {
        NDArray whole = tensors.empty(owner, type, weight.shape());
        long row = 0;
        for (WeightLayout.Part part : weight.parts()) {
            copy(part, whole, row);
            row += part.rows();
        }
        return whole;
    }

    private void copy(WeightLayout.Part part, NDArray whole, long at) throws IOException {
        SafetensorsFile file = file(part.name());
        SafetensorsHeader.Entry entry =
                Objects.requireNonNull(file.header().tensors().get(part.name()), part.name());
        ScalarType stored = ScalarType.named(entry.type());
        long rowBytes = part.size() / part.rows() * stored.bytes();
        long rowsAtOnce = Math.max(1, AT_ONCE / rowBytes);
        for (long row = 0; row < part.rows(); row += rowsAtOnce) {
            long rows = Math.min(rowsAtOnce, part.rows() - row);
            long[] shape = part.sides().stream().mapToLong(Long::longValue).toArray();
            shape[0] = rows;
            var bytes = file.bytes(part.name(), row * rowBytes, (int) (rows * rowBytes));
            tensors.copyRows(whole, at + row, bytes, stored, shape);
        }
    }

    private SafetensorsFile file(String tensor) throws IOException {
        Path path = Objects.requireNonNull(base.weights().get(tensor), tensor);
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
