package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.BaseInspection;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.LoadedBase;
import dev.hone.trainer.model.TrainableModel;
import dev.hone.trainer.tokens.BpeTokenizer;
import dev.hone.trainer.tokens.ChatTokens;
import dev.hone.trainer.tokens.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainTest {
    private static final String SENTENCE = "The cat sat on the mat, and the dog lay by the door.";

    @TempDir Path directory;

    @Test
    void aTrainedModelIsSoundAndHasLearned() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), text(60));
        Path valid = Files.writeString(directory.resolve("valid"), text(6));

        new Pretrain(plan(text, valid), ticking()).run();

        var inspection = BaseDirectory.inspect(directory.resolve("out"));
        assertThat(inspection).isInstanceOf(BaseInspection.Sound.class);
        var base = ((BaseInspection.Sound) inspection).base();
        assertThat(base.endIds()).containsExactly(1, 2);
        assertThat(base.chatTemplate()).contains(ChatTokens.TEMPLATE);
        assertThat(lossOf(base)).isLessThan(2);
    }

    @Test
    void conversationsAreWrittenWithTheirSpecialTokens() throws IOException {
        var corpus = new CorpusText(List.of("User: Hi\nAssistant: Yo", "User: Hi\nSummary: none"));
        var tokenizer = BpeTokenizer.train(corpus.documents(), ChatTokens.ALL, 300);

        String written = tokenizer.decode(corpus.tokens(tokenizer, new int[] {1, 0}));

        assertThat(written)
                .isEqualTo(
                        "User: Hi\nSummary: none<|endoftext|>"
                                + "<|user|>\nHi<|end|>\n<|assistant|>\nYo<|end|>\n<|endoftext|>");
    }

    @Test
    void aRunWhoseTimeIsSpentTrainsNoFurther() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), text(60));
        var plan = plan(text, text);
        new Pretrain(plan, ticking()).run();
        byte[] model = Files.readAllBytes(directory.resolve("out/model.safetensors"));

        new Pretrain(plan, ticking()).run();

        assertThat(directory.resolve("out/model.safetensors")).hasBinaryContent(model);
    }

    @Test
    void onlyALlamaIsTrainedFromNothing() throws IOException {
        try (var nemotron = Reference.family("nemotron");
                var engine = Engine.open(1)) {
            var config = nemotron.base().config();

            assertThatThrownBy(() ->
                            new TrainableModel(engine.tensors(), config, ScalarType.FLOAT32, 1))
                    .hasMessage("models are trained from nothing as LLAMA, was NEMOTRON");
        }
    }

    private static double lossOf(BaseDirectory directory) throws IOException {
        var tokenizer = TokenizerFile.read(directory.tokenizer());
        var row = Reference.learned(tokenizer.encode(SENTENCE));
        try (var engine = Engine.open(1);
                var base = LoadedBase.load(engine, directory, ScalarType.FLOAT32)) {
            return new Evaluation(engine, base, Optional.empty()).loss(List.of(row));
        }
    }

    private PretrainPlan plan(Path text, Path valid) {
        var config = ModelConfig.llama(300, 32, 1, 2, 1, 16, 48, 128, true);
        return new PretrainPlan(
                text,
                valid,
                directory.resolve("out"),
                directory.resolve("latest"),
                directory.resolve("checkpoints"),
                Duration.ofSeconds(400),
                config,
                16,
                8,
                4,
                2,
                1e-2,
                5,
                1,
                Duration.ofSeconds(100),
                Duration.ofSeconds(300));
    }

    /// A clock on which every look takes a second.
    private static InstantSource ticking() {
        var ticks = new AtomicInteger();
        return () -> Instant.EPOCH.plusSeconds(ticks.getAndIncrement());
    }

    private static String text(int documents) {
        var text = new StringBuilder();
        for (int i = 0; i < documents; i++) {
            text.append("User: What is %d plus one?\nAssistant: It is %d.\n\n".formatted(i, i + 1));
            text.append(SENTENCE).append("\n\n");
        }
        return text.toString();
    }
}
