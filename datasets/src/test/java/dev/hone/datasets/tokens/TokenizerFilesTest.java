package dev.hone.datasets.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path directory;

    /// Made with transformers by src/test/python/special_tokens.py.
    static Stream<Named<JsonNode>> references() throws IOException {
        try (var file = TokenizerFilesTest.class.getResourceAsStream("/special-tokens.json")) {
            var all = JSON.readTree(file);
            return StreamSupport.stream(all.spliterator(), false)
                    .map(reference -> Named.of(reference.get("name").asText(), reference));
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void variablesAndTemplatesAreThoseOfTransformers(JsonNode reference) throws IOException {
        for (var file : reference.get("files").properties()) {
            var path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            var content = file.getValue();
            Files.writeString(path, content.isTextual() ? content.asText() : content.toString());
        }

        var files = TokenizerFiles.read(directory);

        assertThat(files.specialTokens())
                .isEqualTo(
                        JSON.convertValue(
                                reference.get("tokens"),
                                new TypeReference<Map<String, String>>() {}));
        assertThat(files.templates())
                .isEqualTo(
                        new TemplateTexts(
                                text(reference.get("template")),
                                text(reference.get("tools_template"))));
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue());
    }
}
