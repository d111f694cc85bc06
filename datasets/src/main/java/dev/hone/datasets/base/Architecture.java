package dev.hone.datasets.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The families of models that can be tuned, and which tensors each is made of.
enum Architecture {
    LLAMA("LlamaForCausalLM");

    private final String className;

    Architecture(String className) {
        this.className = className;
    }

    static Optional<Architecture> named(String className) {
        return Arrays.stream(values()).filter(a -> a.className.equals(className)).findFirst();
    }

    static String supported() {
        return Arrays.stream(values()).map(a -> a.className).collect(Collectors.joining(", "));
    }

    /// A tensor that the model must have.
    record Tensor(String name, List<Long> shape) {
        Tensor(String name, long... shape) {
            this(name, Arrays.stream(shape).boxed().toList());
        }
    }

    List<Tensor> tensors(ModelConfig config) {
        long hidden = config.hidden();
        long wide = config.feedForward();
        var tensors = new ArrayList<Tensor>();
        tensors.add(new Tensor("model.embed_tokens.weight", config.vocabulary(), hidden));
        tensors.add(new Tensor("model.norm.weight", hidden));
        if (!config.tiedEmbeddings()) {
            tensors.add(new Tensor("lm_head.weight", config.vocabulary(), hidden));
        }
        for (int i = 0; i < config.layers(); i++) {
            String layer = "model.layers.%d.".formatted(i);
            String attention = layer + "self_attn.";
            tensors.add(new Tensor(layer + "input_layernorm.weight", hidden));
            tensors.add(new Tensor(layer + "post_attention_layernorm.weight", hidden));
            tensors.add(new Tensor(attention + "q_proj.weight", config.queryWidth(), hidden));
            tensors.add(new Tensor(attention + "k_proj.weight", config.keyValueWidth(), hidden));
            tensors.add(new Tensor(attention + "v_proj.weight", config.keyValueWidth(), hidden));
            tensors.add(new Tensor(attention + "o_proj.weight", hidden, config.queryWidth()));
            tensors.add(new Tensor(layer + "mlp.gate_proj.weight", wide, hidden));
            tensors.add(new Tensor(layer + "mlp.up_proj.weight", wide, hidden));
            tensors.add(new Tensor(layer + "mlp.down_proj.weight", hidden, wide));
        }
        return tensors;
    }
}
