package dev.hone.trainer.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.base.UnsafeFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// `adapter_config.json`: only keys that every release of PEFT in use knows, so that none warns.
final class PeftConfig {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    /// Keys that must be absent or say nothing for an adapter to be one that we compute.
    private static final List<String> UNSUPPORTED =
            List.of(
                    "use_dora",
                    "use_rslora",
                    "modules_to_save",
                    "rank_pattern",
                    "alpha_pattern",
                    "lora_bias");

    private static final List<String> UNSET =
            List.of(
                    "auto_mapping",
                    "exclude_modules",
                    "layer_replication",
                    "layers_pattern",
                    "layers_to_transform",
                    "megatron_config",
                    "modules_to_save",
                    "trainable_token_indices");

    private static final Map<String, Object> FIXED =
            Map.ofEntries(
                    Map.entry("alpha_pattern", Map.of()),
                    Map.entry("bias", "none"),
                    Map.entry("fan_in_fan_out", false),
                    Map.entry("inference_mode", true),
                    Map.entry("init_lora_weights", true),
                    Map.entry("loftq_config", Map.of()),
                    Map.entry("lora_bias", false),
                    Map.entry("megatron_core", "megatron.core"),
                    Map.entry("peft_type", "LORA"),
                    Map.entry("rank_pattern", Map.of()),
                    Map.entry("task_type", "CAUSAL_LM"),
                    Map.entry("use_dora", false),
                    Map.entry("use_rslora", false));

    private PeftConfig() {}

    static String json(LoraSettings settings, AdapterCard card) {
        var config = new TreeMap<String, @Nullable Object>();
        UNSET.forEach(key -> config.put(key, null));
        config.putAll(FIXED);
        config.put("base_model_name_or_path", card.baseName());
        config.put("lora_alpha", whole(settings.alpha()));
        config.put("lora_dropout", settings.dropout());
        config.put("r", settings.rank());
        config.put("revision", card.baseRevision().orElse(null));
        config.put("target_modules", settings.targetModules());
        try {
            return JSON.writer(printer()).writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }

    /// Laid out as Python's `json.dumps(indent=2)` does.
    private static DefaultPrettyPrinter printer() {
        var indenter = new DefaultIndenter("  ", "\n");
        var separators =
                Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("");
        var printer = new DefaultPrettyPrinter(separators);
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return printer;
    }

    static LoraSettings settings(JsonNode config) throws UnsafeFileException {
        for (String key : UNSUPPORTED) {
            JsonNode value = config.path(key);
            boolean empty = value.isContainerNode() ? value.isEmpty() : !value.asBoolean(false);
            if (!empty) {
                throw new UnsafeFileException(
                        "adapter_config.json: %s must be unset, was %s".formatted(key, value));
            }
        }
        if (!config.path("peft_type").asText().equals("LORA")) {
            throw new UnsafeFileException(
                    "adapter_config.json: peft_type must be LORA, was " + config.path("peft_type"));
        }
        var modules = new ArrayList<String>();
        StreamSupport.stream(config.path("target_modules").spliterator(), false)
                .forEach(module -> modules.add(module.asText()));
        try {
            return new LoraSettings(
                    config.path("r").asInt(), config.path("lora_alpha").asDouble(), 0, modules);
        } catch (IllegalArgumentException e) {
            throw new UnsafeFileException("adapter_config.json: " + e.getMessage());
        }
    }

    /// Other readers expect alpha as an integer where it is one.
    private static Object whole(double number) {
        if (number == Math.rint(number)) {
            return (long) number;
        }
        return number;
    }
}
