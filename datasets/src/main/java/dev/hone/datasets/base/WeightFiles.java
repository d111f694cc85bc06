package dev.hone.datasets.base;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The safetensors files of a base: one, or the shards that an index names.
final class WeightFiles {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private final Path directory;
    private final Faults faults;

    WeightFiles(Path directory, Faults faults) {
        this.directory = directory;
        this.faults = faults;
    }

    /// The file of each tensor that the model needs.
    Map<String, Path> inspect(Optional<ModelConfig> config) {
        var entries = new HashMap<String, SafetensorsHeader.Entry>();
        var files = new HashMap<String, Path>();
        for (String name : names()) {
            Path file = directory.resolve(name);
            try (var open = SafetensorsFile.open(file, SafetensorsHeader.Limits.BASE)) {
                open.header()
                        .tensors()
                        .forEach((tensor, entry) -> {
                            if (entries.put(tensor, entry) != null) {
                                faults.add("tensor %s is in two files".formatted(tensor));
                            }
                            files.put(tensor, file);
                        });
            } catch (IOException e) {
                faults.add("%s: %s".formatted(name, e.getMessage()));
            }
        }
        if (config.isEmpty() || entries.isEmpty()) {
            return files;
        }
        for (WeightLayout.Weight weight : WeightLayout.of(config.get())) {
            for (WeightLayout.Part part : weight.parts()) {
                check(part, entries.get(part.name()));
            }
        }
        return files;
    }

    private void check(WeightLayout.Part wanted, SafetensorsHeader.@Nullable Entry found) {
        if (found == null) {
            faults.add("tensor %s is missing".formatted(wanted.name()));
            return;
        }
        if (!found.shape().equals(wanted.sides())) {
            faults.add(
                    "tensor %s must have shape %s by config.json, has %s"
                            .formatted(wanted.name(), wanted.sides(), found.shape()));
        }
    }

    private Set<String> names() {
        if (!Files.exists(directory.resolve(INDEX))) {
            if (!Files.isRegularFile(directory.resolve(SINGLE))) {
                faults.add("%s is missing, and so is %s".formatted(SINGLE, INDEX));
                return Set.of();
            }
            return Set.of(SINGLE);
        }
        JsonNode map = BaseInspector.read(directory, INDEX, true, faults).path("weight_map");
        var names = new LinkedHashSet<String>();
        for (JsonNode file : map) {
            names.add(file.asText());
        }
        if (names.isEmpty()) {
            faults.add("%s must have a weight_map that names files".formatted(INDEX));
        }
        names.removeIf(name -> !isPresent(name));
        return names;
    }

    /// A shard is a plain name in the directory, never a path out of it.
    private boolean isPresent(String name) {
        boolean plain = !name.isEmpty() && !name.contains("/") && !name.contains("\\");
        if (!plain || name.startsWith(".")) {
            faults.add("%s: %s is not a plain file name".formatted(INDEX, name));
            return false;
        }
        if (!Files.isRegularFile(directory.resolve(name))) {
            faults.add("%s is missing, though %s names it".formatted(name, INDEX));
            return false;
        }
        return true;
    }
}
