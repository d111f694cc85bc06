package dev.hone.datasets.base;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads `config.json` in its older and its newer style, and says everything that is wrong with it.
final class ConfigReader {
    private final JsonNode root;
    private final Faults faults;

    private ConfigReader(JsonNode root, Faults faults) {
        this.root = root;
        this.faults = faults;
    }

    /// The model's shape, unless there are faults.
    static Optional<ModelConfig> read(JsonNode root, Faults faults) {
        var reader = new ConfigReader(root, faults);
        var before = faults.all().size();
        var draft = reader.draft();
        return faults.all().size() == before ? Optional.of(draft.config()) : Optional.empty();
    }

    /// Values as found; absent ones are 1 and have been reported.
    private record Draft(
            int hidden,
            int heads,
            int keyValueHeads,
            int headSize,
            Rope rope,
            ConfigReader reader) {
        ModelConfig config() {
            return new ModelConfig(
                    reader.whole("vocab_size"),
                    hidden,
                    reader.whole("num_hidden_layers"),
                    heads,
                    keyValueHeads,
                    headSize,
                    reader.whole("intermediate_size"),
                    reader.whole("max_position_embeddings"),
                    reader.root.path("tie_word_embeddings").asBoolean(false),
                    reader.root.path("rms_norm_eps").asDouble(1e-6),
                    rope,
                    endIds(reader.root));
        }
    }

    private Draft draft() {
        for (String name :
                List.of(
                        "vocab_size",
                        "num_hidden_layers",
                        "intermediate_size",
                        "max_position_embeddings")) {
            whole(name);
        }
        int hidden = whole("hidden_size");
        int heads = whole("num_attention_heads");
        int keyValueHeads =
                root.hasNonNull("num_key_value_heads") ? whole("num_key_value_heads") : heads;
        int headSize = root.hasNonNull("head_dim") ? whole("head_dim") : hidden / heads;
        if (heads % keyValueHeads != 0) {
            faults.add(
                    "num_attention_heads must be a multiple of num_key_value_heads, were %d and %d"
                            .formatted(heads, keyValueHeads));
        }
        if (headSize < 2 || headSize % 2 != 0) {
            faults.add("head_dim must be an even number, was %d".formatted(headSize));
        }
        mustBe("attention_bias", "false", node -> !node.asBoolean(false));
        mustBe("mlp_bias", "false", node -> !node.asBoolean(false));
        mustBe("hidden_act", "\"silu\"", node -> node.asText("silu").equals("silu"));
        return new Draft(hidden, heads, keyValueHeads, headSize, rope(), this);
    }

    private int whole(String name) {
        JsonNode node = root.path(name);
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.asInt() < 1) {
            String message = "config.json: %s must be a whole number from 1 on, was %s";
            if (!faults.all().contains(message.formatted(name, shown(node)))) {
                faults.add(message.formatted(name, shown(node)));
            }
            return 1;
        }
        return node.asInt();
    }

    private void mustBe(String name, String right, Predicate<JsonNode> good) {
        JsonNode node = root.path(name);
        if (root.hasNonNull(name) && !good.test(node)) {
            faults.add("config.json: %s must be %s, was %s".formatted(name, right, node));
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }

    /// `rope_parameters`, or else `rope_theta` with `rope_scaling`.
    private Rope rope() {
        JsonNode newer = root.path("rope_parameters");
        JsonNode how = newer.isObject() ? newer : root.path("rope_scaling");
        double theta =
                how.hasNonNull("rope_theta")
                        ? how.path("rope_theta").asDouble()
                        : root.path("rope_theta").asDouble(10_000);
        if (how.hasNonNull("partial_rotary_factor")
                && how.path("partial_rotary_factor").asDouble() != 1) {
            faults.add(
                    "config.json: partial_rotary_factor must be 1, was %s"
                            .formatted(how.path("partial_rotary_factor")));
        }
        String type = how.path("rope_type").asText(how.path("type").asText("default"));
        return switch (type) {
            case "default" -> new Rope.Default(theta);
            case "linear" -> new Rope.Linear(theta, number(how, "factor"));
            case "llama3" ->
                    new Rope.Llama3(
                            theta,
                            number(how, "factor"),
                            number(how, "low_freq_factor"),
                            number(how, "high_freq_factor"),
                            (int) number(how, "original_max_position_embeddings"));
            default -> {
                faults.add(
                        "config.json: rope type must be default, linear or llama3, was %s"
                                .formatted(type));
                yield new Rope.Default(theta);
            }
        };
    }

    private double number(JsonNode how, String name) {
        JsonNode node = how.path(name);
        if (!node.isNumber() || node.asDouble() <= 0) {
            faults.add(
                    "config.json: rope %s must be a number above 0, was %s"
                            .formatted(name, shown(node)));
            return 1;
        }
        return node.asDouble();
    }

    /// `eos_token_id`: a number, a list of numbers, or nothing.
    static List<Integer> endIds(JsonNode config) {
        JsonNode node = config.path("eos_token_id");
        if (node.isInt()) {
            return List.of(node.asInt());
        }
        var ids = new ArrayList<Integer>();
        node.forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
