package dev.hone.trainer.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.datasets.base.SafetensorsWriter;
import dev.hone.datasets.base.UnsafeFileException;
import dev.hone.trainer.kernel.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;

/// An adapter on disk, in the format of PEFT.
public final class AdapterDirectory {
    static final String WEIGHTS = "adapter_model.safetensors";
    static final String CONFIG = "adapter_config.json";
    private static final String CARD = "README.md";

    private AdapterDirectory() {}

    /// The same adapter and card give the same bytes.
    public static void write(Adapter adapter, AdapterCard card, Path directory) throws IOException {
        Files.createDirectories(directory);
        ByteBuffer bytes = adapter.engineTensors().bytes(adapter.flat());
        var tensors =
                adapter.layout().present().stream()
                        .sorted(Comparator.comparing(AdapterLayout.Slot::name))
                        .map(slot -> tensor(slot, bytes))
                        .toList();
        SafetensorsWriter.write(directory.resolve(WEIGHTS), tensors, Map.of("format", "pt"));
        Files.writeString(
                directory.resolve(CONFIG), PeftConfig.json(adapter.settings(), card) + "\n");
        Files.writeString(directory.resolve(CARD), ModelCard.text(adapter.settings(), card));
    }

    /// Reads an adapter for a model of the given shape, refusing tensors that do not fit it.
    public static Adapter read(Engine engine, ModelConfig config, Path directory)
            throws IOException {
        LoraSettings settings = settings(json(directory.resolve(CONFIG)), config);
        var layout = AdapterLayout.of(config, settings);
        var values = new float[layout.size()];
        try (var file =
                SafetensorsFile.open(
                        directory.resolve(WEIGHTS), SafetensorsHeader.Limits.ADAPTER)) {
            var unknown = new ArrayList<>(file.header().tensors().keySet());
            for (AdapterLayout.Slot slot : layout.present()) {
                unknown.remove(slot.name());
                read(file, slot, values);
            }
            if (!unknown.isEmpty()) {
                throw new UnsafeFileException(
                        "the adapter holds tensors that the model has no place for: " + unknown);
            }
        }
        return Adapter.of(engine, config, settings, values);
    }

    private static JsonNode json(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return new JsonMapper().readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new UnsafeFileException(
                    "%s is not sound JSON: %s"
                            .formatted(file.getFileName(), e.getOriginalMessage()));
        }
    }

    private static LoraSettings settings(JsonNode json, ModelConfig config)
            throws UnsafeFileException {
        try {
            return PeftConfigReader.settings(json).on(config);
        } catch (IllegalArgumentException e) {
            throw new UnsafeFileException("adapter_config.json: " + e.getMessage());
        }
    }

    private static SafetensorsWriter.Tensor tensor(AdapterLayout.Slot slot, ByteBuffer all) {
        return new SafetensorsWriter.Tensor(
                slot.name(),
                "F32",
                slot.shape(),
                all.slice(Float.BYTES * slot.at(), Float.BYTES * slot.size()));
    }

    private static void read(SafetensorsFile file, AdapterLayout.Slot slot, float[] values)
            throws IOException {
        SafetensorsHeader.Entry entry = file.header().tensors().get(slot.name());
        if (entry == null) {
            throw new UnsafeFileException("tensor %s is missing".formatted(slot.name()));
        }
        if (!entry.shape().equals(slot.shape()) || !entry.type().equals("F32")) {
            throw new UnsafeFileException(
                    "tensor %s must be F32 of shape %s, is %s of shape %s"
                            .formatted(slot.name(), slot.shape(), entry.type(), entry.shape()));
        }
        file.bytes(slot.name())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values, slot.at(), slot.size());
    }
}
