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
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Where a run stands: `state.safetensors` with the adapter, both moments of the optimizer and, if
/// it is wanted, the best adapter; and `state.json`. Data order and learning rate follow from the
/// step and the plan.
///
/// @param step updates done
/// @param lossSum of all updates so far
/// @param lastLoss of the newest update
/// @param tokens trained on so far
/// @param callTokens padded tokens in one call, at most: decides how sums are formed
/// @param standing what the validations have shown
/// @param run what the run is made of: base, rows, plan; it must be the same to go on
record LoraCheckpoint(
        int step,
        double lossSum,
        double lastLoss,
        long tokens,
        int callTokens,
        Standing standing,
        RunDigest run) {
    private static final String TENSORS = "state.safetensors";
    private static final String JSON = "state.json";
    private static final int FORMAT = 2;

    static LoraCheckpoint start(RunDigest run, int callTokens) {
        return new LoraCheckpoint(0, 0, 0, 0, callTokens, Standing.NONE, run);
    }

    LoraCheckpoint after(double loss, long moreTokens, int callTokens) {
        return new LoraCheckpoint(
                step + 1, lossSum + loss, loss, tokens + moreTokens, callTokens, standing, run);
    }

    LoraCheckpoint with(Standing now) {
        return new LoraCheckpoint(step, lossSum, lastLoss, tokens, callTokens, now, run);
    }

    LoraCheckpoint with(int fewerCallTokens) {
        return new LoraCheckpoint(step, lossSum, lastLoss, tokens, fewerCallTokens, standing, run);
    }

    /// Writes the files into the directory and names them.
    Map<String, Path> write(Path directory, Tensors tensors, SortedMap<String, NDArray> saved)
            throws IOException {
        Path numbers = directory.resolve(TENSORS);
        var flat = new ArrayList<SafetensorsWriter.Tensor>();
        saved.forEach((name, tensor) -> flat.add(tensor(tensors, name, tensor)));
        SafetensorsWriter.write(numbers, flat, Map.of());
        Path text = directory.resolve(JSON);
        Files.writeString(text, json());
        return Map.of(TENSORS, numbers, JSON, text);
    }

    /// Reads a checkpoint of the same run into the tensors.
    static LoraCheckpoint read(
            Path directory, RunDigest run, Tensors tensors, SortedMap<String, NDArray> into)
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
            for (var tensor : into.entrySet()) {
                read(file, tensors, tensor.getKey(), tensor.getValue());
            }
        }
        return new LoraCheckpoint(
                json.required("step").asInt(),
                json.required("lossSum").asDouble(),
                json.required("lastLoss").asDouble(),
                json.required("tokens").asLong(),
                json.required("callTokens").asInt(),
                standing(json.required("validation")),
                run);
    }

    private static Standing standing(JsonNode json) {
        return new Standing(
                json.required("last").asDouble(),
                json.required("best").asDouble(),
                json.required("bestStep").asInt(),
                json.required("misses").asInt());
    }

    private String json() {
        var json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("format", FORMAT)
                        .put("step", step)
                        .put("lossSum", lossSum)
                        .put("lastLoss", lastLoss)
                        .put("tokens", tokens)
                        .put("callTokens", callTokens);
        json.putObject("validation")
                .put("last", standing.last())
                .put("best", standing.best())
                .put("bestStep", standing.bestStep())
                .put("misses", standing.misses());
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
