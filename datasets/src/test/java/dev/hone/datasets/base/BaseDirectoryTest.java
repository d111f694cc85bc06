package dev.hone.datasets.base;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseDirectoryTest {
    private static final String CONFIG =
            """
            {"architectures": ["LlamaForCausalLM"], "vocab_size": 5, "hidden_size": 8,
             "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
             "intermediate_size": 6, "max_position_embeddings": 16, "rms_norm_eps": 1e-5,
             "tie_word_embeddings": true, "eos_token_id": [2, 3], "rope_theta": 5000.0,
             "rope_scaling": {"type": "linear", "factor": 2.0}}
            """;

    @TempDir Path directory;

    @BeforeEach
    void aSoundModel() throws IOException {
        write("config.json", CONFIG);
        write("tokenizer.json", "{\"model\": {\"vocab\": {\"a\": 0, \"b\": 4}}}");
        write("tokenizer_config.json", "{\"chat_template\": \"{{ messages }}\"}");
        weights(tensors());
    }

    @Test
    void aSoundModelIsDescribed() throws IOException {
        var base = sound();

        assertThat(base.config().headSize()).isEqualTo(4);
        assertThat(base.config().family()).isEqualTo(Family.LLAMA);
        assertThat(rope(base)).isEqualTo(new Rope.Linear(5000, 2));
        assertThat(base.endIds()).containsExactly(2, 3);
        assertThat(base.chatTemplate()).contains("{{ messages }}");
        assertThat(base.digest()).hasSize(64);
    }

    @Test
    void theNewerStyleOfRotaryParametersIsRead() throws IOException {
        write(
                "config.json",
                CONFIG.replace(
                        "\"rope_theta\": 5000.0",
                        """
                        "rope_parameters": {"rope_type": "llama3", "rope_theta": 7.0, "factor": 8,
                          "low_freq_factor": 1, "high_freq_factor": 4,
                          "original_max_position_embeddings": 64}\
                        """));

        assertThat(rope(sound())).isEqualTo(new Rope.Llama3(7, 8, 1, 4, 64));
    }

    @Test
    void generationSettingsKnowTheEndTokensBetter() throws IOException {
        write("generation_config.json", "{\"eos_token_id\": 1}");
        assertThat(sound().endIds()).containsExactly(1);
    }

    @Test
    void anyChangedFileChangesTheDigest() throws IOException {
        String before = sound().digest();
        write("generation_config.json", "{}");
        assertThat(sound().digest()).isNotEqualTo(before);
    }

    @Test
    void allFaultsAreToldTogether() throws IOException {
        write(
                "config.json",
                CONFIG.replace("LlamaForCausalLM", "GPT2LMHeadModel")
                        .replace("\"vocab_size\": 5", "\"vocab_size\": 0, \"attention_bias\": true")
                        .replace("linear", "longrope"));
        Files.delete(directory.resolve("model.safetensors"));

        assertThat(faults())
                .containsExactly(
                        "config.json: architecture GPT2LMHeadModel is not supported; supported:"
                                + " LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM,"
                                + " Qwen3ForCausalLM, GemmaForCausalLM, Gemma3ForCausalLM,"
                                + " NemotronForCausalLM",
                        "config.json: vocab_size must be a whole number from 1 on, was 0",
                        "config.json: attention_bias must be false, was true",
                        "config.json: rope type must be default, linear, llama3 or yarn, was longrope",
                        "model.safetensors is missing, and so is model.safetensors.index.json");
    }

    @Test
    void tensorsThatDoNotFitAreNamed() throws IOException {
        var tensors = tensors();
        tensors.removeIf(tensor -> tensor.name().equals("model.norm.weight"));
        tensors.replaceAll(t -> t.name().endsWith("down_proj.weight") ? tensor(t.name(), 6, 8) : t);
        weights(tensors);
        write("tokenizer.json", "{\"model\": {\"vocab\": {\"a\": 5}}}");

        assertThat(faults())
                .containsExactlyInAnyOrder(
                        "tensor model.norm.weight is missing",
                        "tensor model.layers.0.mlp.down_proj.weight must have shape [8, 6] by"
                                + " config.json, has [6, 8]",
                        "tokenizer.json: the largest token id is 5, but vocab_size is 5: it must"
                                + " be larger than every id");
    }

    @Test
    void shardsAreFoundByTheIndexAndNowhereElse() throws IOException {
        Files.move(directory.resolve("model.safetensors"), directory.resolve("part-1.safetensors"));
        write(
                "model.safetensors.index.json",
                "{\"weight_map\": {\"model.norm.weight\": \"part-1.safetensors\"}}");
        assertThat(sound().weights().get("model.norm.weight"))
                .isEqualTo(directory.resolve("part-1.safetensors"));

        write(
                "model.safetensors.index.json",
                "{\"weight_map\": {\"a\": \"../other.safetensors\", \"b\": \"part-2.safetensors\"}}");
        assertThat(faults())
                .containsExactly(
                        "model.safetensors.index.json: ../other.safetensors is not a plain file"
                                + " name",
                        "part-2.safetensors is missing, though model.safetensors.index.json names"
                                + " it");
    }

    @Test
    void aTensorOfAnotherTypeIsNamedWithItsFile() throws IOException {
        byte[] file = Files.readAllBytes(directory.resolve("model.safetensors"));
        String header = new String(file, ISO_8859_1).replaceFirst("\"BF16\"", "\"U16\" ");
        Files.write(directory.resolve("model.safetensors"), header.getBytes(ISO_8859_1));

        assertThat(faults())
                .containsExactly(
                        "model.safetensors: tensor model.embed_tokens.weight has type U16, allowed"
                                + " are F32, BF16 and F16");
    }

    @Test
    void weightsThatLieAreNamedWithTheOtherFaults() throws IOException {
        Path file = directory.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(file);
        write("tokenizer.json", "{\"model\": {\"vocab\": {\"a\": 7}}}");
        String vocabulary =
                "tokenizer.json: the largest token id is 7, but vocab_size is 5: it must be larger"
                        + " than every id";

        Files.write(file, Arrays.copyOf(whole, whole.length - 2));
        assertThat(faults())
                .hasSize(2)
                .contains(vocabulary)
                .anyMatch(fault -> fault.startsWith("model.safetensors: the tensors take"));

        Files.write(file, Arrays.copyOf(whole, 40));
        assertThat(faults())
                .hasSize(2)
                .contains(vocabulary)
                .anyMatch(fault -> fault.startsWith("model.safetensors: the header claims"));
    }

    @Test
    void aTensorInTwoShardsIsNamed() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Files.copy(file, directory.resolve("part-1.safetensors"));
        Files.move(file, directory.resolve("part-2.safetensors"));
        write(
                "model.safetensors.index.json",
                "{\"weight_map\": {\"a\": \"part-1.safetensors\", \"b\": \"part-2.safetensors\"}}");

        assertThat(faults()).contains("tensor model.norm.weight is in two files");
    }

    @Test
    void anAddedTokenBeyondTheEmbeddingsIsRefusedExceptTheOneOfImages() throws IOException {
        String tokenizer =
                "{\"model\": {\"vocab\": {\"a\": 0}},"
                        + " \"added_tokens\": [{\"id\": 5, \"content\": \"%s\"}]}";

        write("tokenizer.json", tokenizer.formatted("<image_soft_token>"));
        assertThat(sound().config().vocabulary()).isEqualTo(5);

        write("tokenizer.json", tokenizer.formatted("<|im_start|>"));
        assertThat(faults())
                .containsExactly(
                        "tokenizer.json: the largest token id is 5, but vocab_size is 5: it must"
                                + " be larger than every id");
    }

    private static Rope rope(BaseDirectory base) {
        return base.config().attention().getFirst().rope();
    }

    private BaseDirectory sound() throws IOException {
        var inspection = BaseDirectory.inspect(directory);
        assertThat(inspection).isInstanceOf(BaseInspection.Sound.class);
        return ((BaseInspection.Sound) inspection).base();
    }

    private List<String> faults() throws IOException {
        var inspection = BaseDirectory.inspect(directory);
        assertThat(inspection).isInstanceOf(BaseInspection.Faulty.class);
        return ((BaseInspection.Faulty) inspection).faults();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private void weights(List<SafetensorsWriter.Tensor> tensors) throws IOException {
        SafetensorsWriter.write(directory.resolve("model.safetensors"), tensors, Map.of());
    }

    private static List<SafetensorsWriter.Tensor> tensors() {
        String layer = "model.layers.0.";
        return new ArrayList<>(
                List.of(
                        tensor("model.embed_tokens.weight", 5, 8),
                        tensor("model.norm.weight", 8),
                        tensor(layer + "input_layernorm.weight", 8),
                        tensor(layer + "post_attention_layernorm.weight", 8),
                        tensor(layer + "self_attn.q_proj.weight", 8, 8),
                        tensor(layer + "self_attn.k_proj.weight", 4, 8),
                        tensor(layer + "self_attn.v_proj.weight", 4, 8),
                        tensor(layer + "self_attn.o_proj.weight", 8, 8),
                        tensor(layer + "mlp.gate_proj.weight", 6, 8),
                        tensor(layer + "mlp.up_proj.weight", 6, 8),
                        tensor(layer + "mlp.down_proj.weight", 8, 6)));
    }

    private static SafetensorsWriter.Tensor tensor(String name, long... shape) {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return new SafetensorsWriter.Tensor(
                name,
                "BF16",
                Arrays.stream(shape).boxed().toList(),
                ByteBuffer.allocate((int) size * 2));
    }
}
