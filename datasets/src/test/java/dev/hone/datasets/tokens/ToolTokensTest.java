package dev.hone.datasets.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import dev.hone.protocol.LossOn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Compares rows with tools, from their JSON to ids and labels, with what transformers makes of the
/// same conversations. The folder is made by src/test/python/tool_tokens.py; `hone.tool.tokens`
/// names one with the templates of trl.
class ToolTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER =
            Path.of(System.getProperty("hone.tool.tokens", "src/test/resources/tool-tokens"));

    private final List<String> differences = new ArrayList<>();
    private int cases;
    private int masked;
    private int refused;
    private int unprovable;

    @Test
    void idsAndMasksAreThoseOfTransformers() throws IOException {
        var rows = JSON.readTree(FOLDER.resolve("rows.json").toFile());
        List<Path> templates;
        try (var folder = Files.list(FOLDER)) {
            templates = folder.filter(Files::isDirectory).sorted().toList();
        }
        for (var template : templates) {
            try (var tokenizer = ChatTokenizer.load(template)) {
                for (var reference : JSON.readTree(template.resolve("references.json").toFile())) {
                    compare(tokenizer, reference, sample(rows, reference))
                            .ifPresent(difference ->
                                    differences.add(
                                            "%s, %s, %s: %s"
                                                    .formatted(
                                                            template.getFileName(),
                                                            reference.get("conversation").asText(),
                                                            reference.get("tools").asText(),
                                                            difference)));
                }
            }
        }

        System.out.printf(
                "%d templates, %d of %d cases equal; %d of them with a mask, %d refused on both sides, %d without marks of which only the ids could be compared%n",
                templates.size(), cases - differences.size(), cases, masked, refused, unprovable);
        assertThat(differences).isEmpty();
        assertThat(masked).isGreaterThanOrEqualTo(14);
    }

    private static Sample.Chat sample(JsonNode rows, JsonNode reference) throws IOException {
        var row = JSON.createObjectNode();
        row.set("messages", rows.get("conversations").get(reference.get("conversation").asText()));
        var tools = rows.get("tools").get(reference.get("tools").asText());
        if (!tools.isEmpty()) {
            row.set("tools", tools);
        }
        var bytes = new ByteArrayInputStream(JSON.writeValueAsBytes(row));
        try (var reader = new SampleReader(bytes)) {
            return (Sample.Chat) ((Row.Usable) reader.next().orElseThrow()).sample();
        }
    }

    private Optional<String> compare(
            ChatTokenizer tokenizer, JsonNode reference, Sample.Chat sample) {
        cases++;
        var mask = mask(reference);
        try {
            // what all is learned of are the ids without the search for turns that are not marked
            var lossOn = mask.isEmpty() ? LossOn.ALL : LossOn.ASSISTANT;
            var ours = tokenizer.tokenize(sample, lossOn, Integer.MAX_VALUE).sample();
            if (reference.has("error")) {
                return Optional.of("transformers fails: " + reference.get("error").asText());
            }
            if (!Arrays.equals(ours.ids(), integers(reference.get("ids")))) {
                return Optional.of(
                        "ids %s, not %s"
                                .formatted(Arrays.toString(ours.ids()), reference.get("ids")));
            }
            masked += mask.isEmpty() ? 0 : 1;
            unprovable += mask.isEmpty() ? 1 : 0;
            return mask.isEmpty() || sameMask(tokenizer, ours, mask)
                    ? Optional.empty()
                    : Optional.of("labels %s, not %s".formatted(ours.labelled(), mask));
        } catch (RefusedSample refusal) {
            boolean both = reference.has("error") && refusal.code().equals("template_refuses");
            refused += both ? 1 : 0;
            return both ? Optional.empty() : Optional.of(String.valueOf(refusal.getMessage()));
        }
    }

    /// A template may mark white space after the stop token, which is not learned here.
    private static boolean sameMask(ChatTokenizer tokenizer, TokenizedSample ours, BitSet mask) {
        var more = (BitSet) mask.clone();
        more.andNot(ours.labelled());
        var less = (BitSet) ours.labelled().clone();
        less.andNot(mask);
        var text = tokenizer.decode(more.stream().map(index -> ours.ids()[index]).toArray());
        return less.isEmpty() && text.isBlank();
    }

    private static BitSet mask(JsonNode reference) {
        var mask = new BitSet();
        if (reference.has("mask")) {
            var ones = integers(reference.get("mask"));
            IntStream.range(0, ones.length).filter(i -> ones[i] == 1).forEach(mask::set);
        }
        return mask;
    }

    private static int[] integers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }
}
