package dev.hone.trainer.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.protocol.LossOn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Rows and log of a run that TRL did; see `src/test/python/recipe_reference.py`.
record TrlRun(JsonNode json) {
    private static final Path DIRECTORY = Path.of("src/test/resources/recipe");

    /// The adapter that every run starts from.
    static final Path START = DIRECTORY.resolve("start");

    static TrlRun named(String name) throws IOException {
        return in(DIRECTORY.resolve(name + ".json"));
    }

    static TrlRun in(Path file) throws IOException {
        return new TrlRun(new JsonMapper().readTree(file.toFile()));
    }

    /// What TRL logged of one update.
    record Logged(double loss, double gradientNorm, double learningRate, double epoch) {}

    List<Logged> logs() {
        return json.get("logs")
                .valueStream()
                .map(log ->
                        new Logged(
                                log.get(0).asDouble(),
                                log.get(1).asDouble(),
                                log.get(2).asDouble(),
                                log.get(3).asDouble()))
                .toList();
    }

    /// Rows that came to TRL as tokens and labels.
    List<TokenizedSample> tokens(String name) {
        return json.get(name).valueStream().map(TrlRun::row).toList();
    }

    private static TokenizedSample row(JsonNode row) {
        var labelled = new BitSet();
        for (int i = 0; i < row.get("labels").size(); i++) {
            labelled.set(i, row.get("labels").get(i).asInt() >= 0);
        }
        return new TokenizedSample(
                row.get("input_ids").valueStream().mapToInt(JsonNode::asInt).toArray(), labelled);
    }

    /// Rows that came to TRL as text.
    List<TokenizedSample> text(LossOn lossOn, int maxLength) throws IOException {
        var lines = new StringBuilder();
        json.get("rows").forEach(row -> lines.append(row).append('\n'));
        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        var rows = new ArrayList<TokenizedSample>();
        try (var tokenizer = ChatTokenizer.load(DIRECTORY.resolve("text"));
                var reader = new SampleReader(new ByteArrayInputStream(bytes))) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                var sample = ((Row.Usable) row.get()).sample();
                rows.add(tokenizer.tokenize(sample, lossOn, maxLength).sample());
            }
        }
        return rows;
    }
}
