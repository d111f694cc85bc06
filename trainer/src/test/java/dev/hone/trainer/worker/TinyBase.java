package dev.hone.trainer.worker;

import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.BaseInspection;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.NamedObject;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.HuggingFaceDirectory;
import dev.hone.trainer.model.TrainableModel;
import dev.hone.trainer.tokens.BpeTokenizer;
import dev.hone.trainer.tokens.ChatTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// A Llama of two thin layers with random weights, as a base in the store.
final class TinyBase {
    private static final int VOCABULARY = 320;

    private TinyBase() {}

    static BaseRef in(ObjectStore store, Path directory) throws IOException {
        return in(
                store,
                directory,
                vocabulary -> ModelConfig.llama(vocabulary, 32, 2, 4, 2, 8, 64, 256, true));
    }

    /// Thin too, but long and deep: what its layers keep of a row is many times its weights.
    static BaseRef deep(ObjectStore store, Path directory) throws IOException {
        return in(
                store,
                directory,
                vocabulary -> ModelConfig.llama(vocabulary, 64, 12, 4, 2, 16, 512, 2048, true));
    }

    private static BaseRef in(
            ObjectStore store, Path directory, IntFunction<ModelConfig> configOfVocabulary)
            throws IOException {
        write(directory, configOfVocabulary);
        var digest =
                switch (BaseDirectory.inspect(directory)) {
                    case BaseInspection.Sound(var base) -> base.digest();
                    case BaseInspection.Faulty(var faults) ->
                            throw new AssertionError(String.join("\n", faults));
                };
        var files = new ArrayList<NamedObject>();
        try (var paths = Files.list(directory)) {
            for (var path : paths.sorted().toList()) {
                var name = path.getFileName().toString();
                try (var bytes = Files.newInputStream(path)) {
                    files.add(
                            new NamedObject(
                                    name, store.put("bases/%s/%s".formatted(digest, name), bytes)));
                }
            }
        }
        return new BaseRef("tiny", digest, files);
    }

    private static void write(Path directory, IntFunction<ModelConfig> configOfVocabulary)
            throws IOException {
        var tokenizer =
                BpeTokenizer.train(
                        List.of("what is the answer to question one two three"),
                        ChatTokens.ALL,
                        VOCABULARY);
        var config = configOfVocabulary.apply(tokenizer.size());
        try (var engine = Engine.open(1)) {
            var model = new TrainableModel(engine.tensors(), config, ScalarType.FLOAT32, 5);
            HuggingFaceDirectory.write(model, tokenizer, directory);
        }
    }
}
