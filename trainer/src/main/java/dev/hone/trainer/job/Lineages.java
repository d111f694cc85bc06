package dev.hone.trainer.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Lineage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes down by digest what an adapter was made from.
final class Lineages {
    /// Members and map keys in the order of their names: the same spec is always the same bytes.
    private static final JsonMapper CANONICAL =
            JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private Lineages() {}

    static Lineage of(JobSpec spec, Path base, JobSettings settings) throws IOException {
        return new Lineage(
                spec.base().digest(),
                spec.training().object().sha256(),
                template(base),
                Sha256.of(Files.readAllBytes(base.resolve("tokenizer.json"))),
                config(spec),
                settings.code(),
                settings.worker(),
                spec.personalData(),
                spec.preflight());
    }

    /// Newer bases keep the template in a file of its own, older ones in the tokenizer's settings.
    private static String template(Path base) throws IOException {
        var file = base.resolve("chat_template.jinja");
        if (Files.exists(file)) {
            return Sha256.of(Files.readAllBytes(file));
        }
        var settings = Json.WIRE.readTree(base.resolve("tokenizer_config.json").toFile());
        return Sha256.of(settings.path("chat_template").asText());
    }

    private static String config(JobSpec spec) {
        try {
            return Sha256.of(CANONICAL.writeValueAsBytes(spec));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's spec must be JSON", e);
        }
    }
}
