package dev.hone.datasets.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Looks at one directory and collects what is wrong with it.
final class BaseInspector {
    private static final JsonMapper JSON = new JsonMapper();

    /// Beyond this a JSON file is not what it says; tokenizers of large vocabularies have 30 MB.
    private static final long LARGEST_JSON = 128L << 20;

    /// The tokenizers of Gemma 3's text models still have this token of the models that read
    /// images, beyond the last embedding.
    private static final String IMAGE = "<image_soft_token>";

    private final Path directory;
    private final Faults faults = new Faults();

    BaseInspector(Path directory) {
        this.directory = directory;
    }

    BaseInspection inspect() throws IOException {
        if (!Files.isDirectory(directory)) {
            faults.add("%s must be a directory".formatted(directory));
            return new BaseInspection.Faulty(faults.all());
        }
        JsonNode config = json("config.json", true);
        Optional<ModelConfig> shape = shape(config, faults);
        Map<String, Path> weights = new WeightFiles(directory, faults).inspect(shape);
        Path tokenizer = directory.resolve("tokenizer.json");
        shape.ifPresent(found -> checkVocabulary(found, json("tokenizer.json", true)));
        Optional<String> template = chatTemplate();
        SortedSet<Integer> endIds = endIds(config);
        if (!faults.none() || shape.isEmpty()) {
            return new BaseInspection.Faulty(faults.all());
        }
        return new BaseInspection.Sound(
                new BaseDirectory(
                        directory,
                        shape.get(),
                        weights,
                        tokenizer,
                        template,
                        endIds,
                        DirectoryDigest.of(directory)));
    }

    /// @throws IOException also if it is not of a supported model
    static ModelConfig config(InputStream json) throws IOException {
        var faults = new Faults();
        return shape(JSON.readTree(json), faults)
                .filter(_ -> faults.none())
                .orElseThrow(() -> new IOException(String.join("; ", faults.all())));
    }

    /// A model of no family is looked at as if it were a Llama, so that all its faults are told.
    private static Optional<ModelConfig> shape(JsonNode config, Faults faults) {
        if (config.isMissingNode()) {
            return Optional.empty();
        }
        String name = config.path("architectures").path(0).asText("absent");
        Optional<Family> family = Family.named(name);
        if (family.isEmpty()) {
            faults.add("config.json: " + Family.refusal(name));
        }
        return ConfigReader.read(config, family.orElse(Family.LLAMA), faults);
    }

    private void checkVocabulary(ModelConfig config, JsonNode tokenizer) {
        if (tokenizer.isMissingNode()) {
            return;
        }
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        int largest = vocabulary.size() - 1;
        for (JsonNode id : vocabulary) {
            largest = Math.max(largest, id.asInt());
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (!added.path("content").asText().equals(IMAGE)) {
                largest = Math.max(largest, added.path("id").asInt());
            }
        }
        if (largest >= config.vocabulary()) {
            faults.add(
                    ("tokenizer.json: the largest token id is %d, but vocab_size is %d: it must be"
                                    + " larger than every id")
                            .formatted(largest, config.vocabulary()));
        }
    }

    private Optional<String> chatTemplate() throws IOException {
        Path own = directory.resolve("chat_template.jinja");
        if (Files.isRegularFile(own)) {
            return Optional.of(Files.readString(own));
        }
        JsonNode template = json("tokenizer_config.json", false).path("chat_template");
        if (template.isArray()) {
            for (JsonNode named : template) {
                if (named.path("name").asText().equals("default")) {
                    return Optional.of(named.path("template").asText());
                }
            }
        }
        return template.isTextual() ? Optional.of(template.asText()) : Optional.empty();
    }

    /// `generation_config.json` knows best; `config.json` is what older models have.
    private SortedSet<Integer> endIds(JsonNode config) {
        var ids = new TreeSet<>(ConfigReader.endIds(json("generation_config.json", false)));
        if (ids.isEmpty()) {
            ids.addAll(ConfigReader.endIds(config));
        }
        return ids;
    }

    private JsonNode json(String name, boolean required) {
        return read(directory, name, required, faults);
    }

    /// The file's JSON, or a missing node, which is a fault if the file is required.
    static JsonNode read(Path directory, String name, boolean required, Faults faults) {
        Path file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                if (required) {
                    faults.add("%s is missing".formatted(name));
                }
                return MissingNode.getInstance();
            }
            if (Files.size(file) > LARGEST_JSON) {
                faults.add(
                        "%s must be at most %d bytes, has %d"
                                .formatted(name, LARGEST_JSON, Files.size(file)));
                return MissingNode.getInstance();
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            faults.add("%s is not sound JSON: %s".formatted(name, e.getOriginalMessage()));
        } catch (IOException e) {
            faults.add("%s cannot be read: %s".formatted(name, e.getMessage()));
        }
        return MissingNode.getInstance();
    }
}
