package dev.hone.datasets.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares with transformers on fuzzed lines. The folder with references is made by
/// src/test/python/tokenizer_kinds.py; `hone.tokenizers` names one with more lines.
class TokenizerKindsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER =
            Path.of(System.getProperty("hone.tokenizers", "src/test/resources/tokenizers"));

    static Stream<Path> kinds() throws IOException {
        try (var folder = Files.list(FOLDER)) {
            return folder.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void idsAndPlacesAreThoseOfTransformers(Path kind) throws IOException {
        var lines = JSON.readTree(FOLDER.resolve("lines.json").toFile());
        var references = JSON.readTree(kind.resolve("references.json").toFile());
        var differences = new ArrayList<String>();
        int tokens = 0;
        try (var tokenizer = NativeTokenizer.load(kind)) {
            for (int index = 0; index < lines.size(); index++) {
                var text = lines.get(index).asText();
                var reference = references.get(index);
                var ours = tokenizer.tokens(text);
                tokens += ours.ids().length;
                boolean equal =
                        Arrays.equals(ours.ids(), integers(reference.get("ids")))
                                && Arrays.equals(
                                        tokenizer.ids(text, true),
                                        integers(reference.get("framed")))
                                && places(ours).equals(places(reference.get("offsets")));
                if (!equal) {
                    differences.add(
                            "%s: %s %s, not %s"
                                    .formatted(
                                            JSON.writeValueAsString(text),
                                            Arrays.toString(ours.ids()),
                                            places(ours),
                                            reference));
                }
            }
        }

        System.out.printf(
                "%s: %d of %d lines equal, %d tokens%n",
                kind.getFileName(), lines.size() - differences.size(), lines.size(), tokens);
        assertThat(differences).isEmpty();
        assertThat(tokens).isGreaterThan(lines.size());
    }

    private static int[] integers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    private static List<List<Integer>> places(NativeTokenizer.Tokens tokens) {
        var places = new ArrayList<List<Integer>>();
        for (int index = 0; index < tokens.ids().length; index++) {
            places.add(List.of(tokens.starts()[index], tokens.ends()[index]));
        }
        return places;
    }

    private static List<List<Integer>> places(JsonNode offsets) {
        var places = new ArrayList<List<Integer>>();
        offsets.forEach(pair -> places.add(List.of(pair.get(0).asInt(), pair.get(1).asInt())));
        return places;
    }
}
