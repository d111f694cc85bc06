package dev.hone.trainer.recipe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.datasets.base.SafetensorsWriter;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a pre-training run stands, in one file that is replaced as a whole.
///
/// @param step updates done
/// @param spent time trained so far
record PretrainCheckpoint(int step, Duration spent) {
    private static final String FILE = "pretrain.safetensors";

    static void save(Path directory, Tensors tensors, AdamW.State state, PretrainCheckpoint here)
            throws IOException {
        Files.createDirectories(directory);
        Path partial = directory.resolve(FILE + ".partial");
        SafetensorsWriter.write(
                partial,
                List.of(
                        tensor(tensors, "weights", state.weights()),
                        tensor(tensors, "mean", state.mean()),
                        tensor(tensors, "variance", state.variance())),
                Map.of("state", here.json()));
        Files.move(partial, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<PretrainCheckpoint> restore(Path directory, Tensors tensors, AdamW.State state)
            throws IOException {
        Path path = directory.resolve(FILE);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var file = SafetensorsFile.open(path, SafetensorsHeader.Limits.BASE)) {
            read(file, tensors, "weights", state.weights());
            read(file, tensors, "mean", state.mean());
            read(file, tensors, "variance", state.variance());
            return Optional.of(parse(file.header().metadata().getOrDefault("state", "{}")));
        }
    }

    private String json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("step", step)
                .put("spentMillis", spent.toMillis())
                .toString();
    }

    private static PretrainCheckpoint parse(String json) throws IOException {
        JsonNode node = new JsonMapper().readTree(json);
        return new PretrainCheckpoint(
                node.required("step").asInt(),
                Duration.ofMillis(node.required("spentMillis").asLong()));
    }

    private static SafetensorsWriter.Tensor tensor(Tensors tensors, String name, NDArray flat) {
        return new SafetensorsWriter.Tensor(name, "F32", List.of(flat.size()), tensors.bytes(flat));
    }

    private static void read(SafetensorsFile file, Tensors tensors, String name, NDArray into)
            throws IOException {
        try (NDManager scope = tensors.scope()) {
            NDArray saved =
                    tensors.of(
                            scope,
                            file.bytes(name),
                            ScalarType.FLOAT32,
                            ScalarType.FLOAT32,
                            into.size());
            tensors.copy(into, saved);
        }
    }
}
