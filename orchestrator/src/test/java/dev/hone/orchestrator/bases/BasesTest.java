package dev.hone.orchestrator.bases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.base.SafetensorsWriter;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.NamedObject;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class BasesTest extends PlatformTest {
    @Inject Bases bases;
    @Inject Jobs jobs;
    @Inject ObjectStore store;

    @TempDir Path directory;

    @Test
    void anImportedBaseKeepsItsFilesUnderItsDigest() throws IOException {
        // given
        writeModel("{{ messages }}");

        // when
        var base = bases.importFrom("acme/tiny", directory);

        // then
        assertThat(base.hiddenSize()).isEqualTo(4);
        assertThat(base.contextLength()).isEqualTo(64);
        assertThat(Objects.requireNonNull(base.linearLayers()).linears())
                .contains(new LinearLayers.Linear("self_attn.k_proj", 4, 2));
        assertThat(base.files())
                .extracting(NamedObject::path)
                .containsExactly(
                        "chat_template.jinja",
                        "config.json",
                        "model.safetensors",
                        "tokenizer.json");
        assertThat(store.list("bases/" + base.digest())).hasSize(4);
        assertThat(bases.find("acme/tiny")).contains(base);
        assertThat(bases.find(base.digest())).contains(base);
        try (var template = bases.open("acme/tiny", "chat_template.jinja")) {
            assertThat(template.stream()).hasContent("{{ messages }}");
        }
    }

    @Test
    void theSameFilesUnderTheSameNameAreTheSameBase() throws IOException {
        // given
        writeModel("one");
        var first = bases.importFrom("tiny", directory);

        // when
        var second = bases.importFrom("tiny", directory);

        // then
        assertThat(second).isEqualTo(first);
        assertThat(bases.page(null, 10).items())
                .extracting(BaseView::name)
                .containsExactly("tiny", Fixtures.BASE);
    }

    @Test
    void aBaseOfAnEarlierReleaseLearnsItsLinearLayersWhenItIsImportedAgain() throws IOException {
        // given
        writeModel("one");
        bases.importFrom("tiny", directory);
        fixtures.rows().run("UPDATE bases SET linear_layers = NULL");

        // when
        var again = bases.importFrom("tiny", directory);

        // then
        assertThat(Objects.requireNonNull(again.linearLayers()).layers()).isEqualTo(1);
        assertThat(bases.find("tiny")).contains(again);
    }

    @Test
    void otherFilesUnderTheSameNameTakeItOver() throws IOException {
        // given
        writeModel("one");
        var old = bases.importFrom("tiny", directory);
        writeModel("two");

        // when
        var replacement = bases.importFrom("tiny", directory);

        // then
        assertThat(bases.find("tiny")).contains(replacement);
        assertThat(bases.find(old.digest())).contains(old);

        // and the old files may take it back
        writeModel("one");
        bases.importFrom("tiny", directory);
        assertThat(bases.find("tiny").orElseThrow().digest()).isEqualTo(old.digest());
    }

    @Test
    void anUnfitDirectoryIsRefusedWithEverythingThatIsWrong() throws IOException {
        // given
        Files.writeString(directory.resolve("config.json"), "{\"architectures\":[\"GPT2LMHead\"]}");

        // when
        var refusal = refused(() -> bases.importFrom("tiny", directory));

        // then
        assertThat(refusal).isInstanceOf(ApiError.Invalid.class);
        assertThat(((ApiError.Invalid) refusal).faults()).hasSizeGreaterThan(1);
        assertThat(refusal.message()).contains("GPT2LMHead", "LlamaForCausalLM");
        assertThat(bases.find("tiny")).isEmpty();
    }

    @Test
    void aNameThatCannotBeOneIsRefused() {
        // when
        var refusal = refused(() -> bases.importFrom("ft:x:y", directory));

        // then
        assertThat(refusal.code()).isEqualTo("bad_model_name");
        assertThat(refusal.message()).contains("\"ft:x:y\"");
    }

    @Test
    void aBaseThatAJobTrainsOnCannotBeDeletedUntilTheJobEnds() {
        // given
        var job = fixtures.submit();

        // when
        var refusal = refused(() -> bases.delete(Fixtures.BASE));
        jobs.cancel(Fixtures.PROJECT, job.id());
        bases.delete(Fixtures.BASE);

        // then
        assertThat(refusal).isInstanceOf(ApiError.Conflict.class);
        assertThat(refusal.message()).contains(job.id());
        assertThat(bases.find(Fixtures.BASE)).isEmpty();
    }

    /// The smallest Llama there is: width 4, one layer, eight tokens.
    private void writeModel(String template) throws IOException {
        Files.writeString(directory.resolve("chat_template.jinja"), template);
        Files.writeString(
                directory.resolve("tokenizer.json"), "{\"model\":{\"vocab\":{\"a\":0,\"b\":1}}}");
        Files.writeString(
                directory.resolve("config.json"),
                """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 8,
                 "hidden_size": 4, "num_hidden_layers": 1, "num_attention_heads": 2,
                 "num_key_value_heads": 1, "head_dim": 2, "intermediate_size": 8,
                 "max_position_embeddings": 64, "tie_word_embeddings": true, "rms_norm_eps": 1e-5,
                 "rope_theta": 10000.0, "hidden_act": "silu", "eos_token_id": 1,
                 "torch_dtype": "float32"}
                """);
        var tensors = new ArrayList<SafetensorsWriter.Tensor>();
        var layer = "model.layers.0.";
        tensors.add(tensor("model.embed_tokens.weight", 8, 4));
        tensors.add(tensor("model.norm.weight", 4));
        tensors.add(tensor(layer + "input_layernorm.weight", 4));
        tensors.add(tensor(layer + "post_attention_layernorm.weight", 4));
        tensors.add(tensor(layer + "self_attn.q_proj.weight", 4, 4));
        tensors.add(tensor(layer + "self_attn.k_proj.weight", 2, 4));
        tensors.add(tensor(layer + "self_attn.v_proj.weight", 2, 4));
        tensors.add(tensor(layer + "self_attn.o_proj.weight", 4, 4));
        tensors.add(tensor(layer + "mlp.gate_proj.weight", 8, 4));
        tensors.add(tensor(layer + "mlp.up_proj.weight", 8, 4));
        tensors.add(tensor(layer + "mlp.down_proj.weight", 4, 8));
        SafetensorsWriter.write(directory.resolve("model.safetensors"), tensors, Map.of());
    }

    private static SafetensorsWriter.Tensor tensor(String name, long... shape) {
        var sides = new ArrayList<Long>();
        var bytes = Float.BYTES;
        for (var side : shape) {
            sides.add(side);
            bytes *= (int) side;
        }
        return new SafetensorsWriter.Tensor(
                name, "F32", List.copyOf(sides), ByteBuffer.allocate(bytes));
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }
}
