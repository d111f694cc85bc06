package dev.hone.trainer.lora;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.UnsafeFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads `adapter_config.json` as PEFT writes it, refusing by name what we do not compute.
final class PeftConfigReader {
    /// Keys that must be absent or say nothing.
    private static final List<String> UNSUPPORTED =
            List.of(
                    "alora_invocation_tokens",
                    "arrow_config",
                    "exclude_modules",
                    "fan_in_fan_out",
                    "kasa_config",
                    "layer_replication",
                    "layers_pattern",
                    "layers_to_transform",
                    "lora_bias",
                    "megatron_config",
                    "modules_to_save",
                    "monteclora_config",
                    "target_parameters",
                    "trainable_token_indices",
                    "use_bdlora",
                    "use_qalora",
                    "velora_config");

    /// Ways to start an adapter that leave the base as it is; the others change it.
    private static final List<String> STARTS =
            List.of("true", "false", "gaussian", "eva", "orthogonal");

    private final JsonNode config;
    private final List<String> faults = new ArrayList<>();

    private PeftConfigReader(JsonNode config) {
        this.config = config;
    }

    static LoraSettings settings(JsonNode config) throws UnsafeFileException {
        return new PeftConfigReader(config).settings();
    }

    private LoraSettings settings() throws UnsafeFileException {
        if (!config.path("peft_type").asText().equals("LORA")) {
            faults.add("peft_type must be LORA, was " + config.path("peft_type"));
        }
        UNSUPPORTED.forEach(this::mustSayNothing);
        mustBeOneOf("bias", "none", List.of("none"));
        mustBeOneOf("init_lora_weights", "true", STARTS);
        List<String> modules = modules();
        Map<String, Integer> ranks =
                pattern("rank_pattern", JsonNode::isIntegralNumber, JsonNode::asInt);
        Map<String, Double> alphas =
                pattern("alpha_pattern", JsonNode::isNumber, JsonNode::asDouble);
        refuse();
        return new LoraSettings(
                config.path("r").asInt(),
                config.path("lora_alpha").asDouble(),
                config.path("lora_dropout").asDouble(0),
                modules,
                config.path("use_rslora").asBoolean(false),
                config.path("use_dora").asBoolean(false),
                ranks,
                alphas);
    }

    private void refuse() throws UnsafeFileException {
        if (!faults.isEmpty()) {
            throw new UnsafeFileException("adapter_config.json: " + String.join("; ", faults));
        }
    }

    private void mustSayNothing(String key) {
        JsonNode value = config.path(key);
        boolean empty =
                value.isContainerNode()
                        ? value.isEmpty()
                        : value.isMissingNode()
                                || value.isNull()
                                || (value.isBoolean() && !value.asBoolean());
        if (!empty) {
            faults.add("%s must be unset, was %s".formatted(key, value));
        }
    }

    private void mustBeOneOf(String key, String usual, List<String> allowed) {
        if (!allowed.contains(config.path(key).asText(usual))) {
            faults.add("%s must be one of %s, was %s".formatted(key, allowed, config.path(key)));
        }
    }

    private List<String> modules() {
        JsonNode value = config.path("target_modules");
        if (value.asText().equals("all-linear")) {
            return LoraModule.names();
        }
        if (!value.isArray()) {
            faults.add("target_modules must be a list of names or all-linear, was " + value);
        }
        var modules = new ArrayList<String>();
        value.forEach(module -> modules.add(module.asText()));
        return modules;
    }

    private <T> Map<String, T> pattern(
            String key, Function<JsonNode, Boolean> isOne, Function<JsonNode, T> read) {
        var values = new TreeMap<String, T>();
        for (var field : config.path(key).properties()) {
            if (isOne.apply(field.getValue())) {
                values.put(field.getKey(), read.apply(field.getValue()));
                continue;
            }
            faults.add("%s must hold numbers, was %s".formatted(key, config.path(key)));
        }
        return values;
    }
}
