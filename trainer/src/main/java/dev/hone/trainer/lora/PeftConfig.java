package dev.hone.trainer.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `adapter_config.json`: only keys that every release of PEFT in use knows, so that none warns.
final class PeftConfig {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

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
                    Map.entry("bias", "none"),
                    Map.entry("fan_in_fan_out", false),
                    Map.entry("inference_mode", true),
                    Map.entry("init_lora_weights", true),
                    Map.entry("loftq_config", Map.of()),
                    Map.entry("lora_bias", false),
                    Map.entry("megatron_core", "megatron.core"),
                    Map.entry("peft_type", "LORA"),
                    Map.entry("task_type", "CAUSAL_LM"));

    private PeftConfig() {}

    static String json(LoraSettings settings, AdapterCard card) {
        var config = new TreeMap<String, @Nullable Object>();
        UNSET.forEach(key -> config.put(key, null));
        config.putAll(FIXED);
        config.put("alpha_pattern", wholes(settings.alphaPattern()));
        config.put("base_model_name_or_path", card.baseName());
        config.put("lora_alpha", whole(settings.alpha()));
        config.put("lora_dropout", settings.dropout());
        config.put("r", settings.rank());
        config.put("rank_pattern", settings.rankPattern());
        config.put("revision", card.baseRevision().orElse(null));
        config.put("target_modules", settings.targetModules());
        config.put("use_dora", settings.magnitudes());
        config.put("use_rslora", settings.rankStabilized());
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

    private static Map<String, Object> wholes(Map<String, Double> numbers) {
        var wholes = new TreeMap<String, Object>();
        numbers.forEach((key, value) -> wholes.put(key, whole(value)));
        return wholes;
    }

    /// Other readers expect alpha as an integer where it is one.
    private static Object whole(double number) {
        if (number == Math.rint(number)) {
            return (long) number;
        }
        return number;
    }
}
