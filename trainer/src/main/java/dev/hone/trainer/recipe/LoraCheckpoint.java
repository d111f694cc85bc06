package dev.hone.trainer.recipe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.datasets.base.SafetensorsWriter;
import dev.hone.datasets.base.UnsafeFileException;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where a run stands: `state.safetensors` with the adapter and both moments of the optimizer, and
/// `state.json`. Data order and learning rate follow from the step and the plan.
///
/// @param step updates done
/// @param lossSum of all updates so far
/// @param tokens trained on so far
/// @param run what the run is made of: base, rows, plan; it must be the same to go on
record LoraCheckpoint(int step, double lossSum, long tokens, RunDigest run) {
    private static final String TENSORS = "state.safetensors";
    private static final String JSON = "state.json";
    private static final int FORMAT = 1;

    LoraCheckpoint after(double loss, long moreTokens) {
        return new LoraCheckpoint(step + 1, lossSum + loss, tokens + moreTokens, run);
    }

    /// Writes the files into the directory and names them.
    Map<String, Path> write(Path directory, Tensors tensors, AdamW.State state) throws IOException {
        Path numbers = directory.resolve(TENSORS);
        SafetensorsWriter.write(
                numbers,
                List.of(
                        tensor(tensors, "adapter", state.weights()),
                        tensor(tensors, "mean", state.mean()),
                        tensor(tensors, "variance", state.variance())),
                Map.of());
        Path text = directory.resolve(JSON);
        Files.writeString(text, json());
        return Map.of(TENSORS, numbers, JSON, text);
    }

    /// Reads a checkpoint of the same run into the buffers.
    static LoraCheckpoint read(Path directory, RunDigest run, Tensors tensors, AdamW.State state)
            throws IOException {
        JsonNode json = new JsonMapper().readTree(Files.readAllBytes(directory.resolve(JSON)));
        if (json.path("format").asInt() != FORMAT) {
            throw new UnsafeFileException(
                    "the checkpoint's format must be %d, was %s"
                            .formatted(FORMAT, json.path("format")));
        }
        run.mustEqual(RunDigest.of(json));
        try (var file =
                SafetensorsFile.open(directory.resolve(TENSORS), SafetensorsHeader.Limits.BASE)) {
            read(file, tensors, "adapter", state.weights());
            read(file, tensors, "mean", state.mean());
            read(file, tensors, "variance", state.variance());
        }
        return new LoraCheckpoint(
                json.required("step").asInt(),
                json.required("lossSum").asDouble(),
                json.required("tokens").asLong(),
                run);
    }

    private String json() {
        var json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("format", FORMAT)
                        .put("step", step)
                        .put("lossSum", lossSum)
                        .put("tokens", tokens);
        run.putInto(json);
        return json.toPrettyString();
    }

    private static SafetensorsWriter.Tensor tensor(Tensors tensors, String name, NDArray flat) {
        return new SafetensorsWriter.Tensor(name, "F32", List.of(flat.size()), tensors.bytes(flat));
    }

    private static void read(SafetensorsFile file, Tensors tensors, String name, NDArray into)
            throws IOException {
        var entry = file.header().tensors().get(name);
        if (entry == null || !entry.shape().equals(List.of(into.size()))) {
            throw new UnsafeFileException(
                    "the checkpoint must hold %s with %d numbers, has %s"
                            .formatted(name, into.size(), entry));
        }
        try (NDManager scope = tensors.scope()) {
            var f32 = ScalarType.FLOAT32;
            tensors.copy(into, tensors.of(scope, file.bytes(name), f32, f32, into.size()));
        }
    }
}
