package dev.hone.api.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The smallest directory that is a base model: one layer, four wide, three tokens.
public final class TinyBase {
    private static final int WIDTH = 4;

    private TinyBase() {}

    /// Imports it and answers its name.
    public static String imported(String name) {
        var form = Calls.asUser().multiPart("name", name);
        files().forEach((path, bytes) -> form.multiPart("file", path, bytes));
        return form.post("/v1/models/import").then().statusCode(200).extract().path("id");
    }

    /// Bytes by path.
    public static Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("config.json", config().getBytes(UTF_8));
        files.put(
                "tokenizer.json",
                "{\"model\":{\"vocab\":{\"a\":0,\"b\":1,\"c\":2}}}".getBytes(UTF_8));
        files.put("model.safetensors", weights());
        return files;
    }

    private static String config() {
        return """
        {"architectures":["LlamaForCausalLM"],"model_type":"llama","vocab_size":3,"hidden_size":4,
         "num_hidden_layers":1,"num_attention_heads":1,"num_key_value_heads":1,"head_dim":4,
         "intermediate_size":4,"max_position_embeddings":64,"tie_word_embeddings":true,
         "rms_norm_eps":1e-5,"rope_theta":10000.0,"hidden_act":"silu","eos_token_id":2}
        """;
    }

    private static Map<String, int[]> shapes() {
        var shapes = new LinkedHashMap<String, int[]>();
        shapes.put("model.embed_tokens.weight", new int[] {3, WIDTH});
        shapes.put("model.norm.weight", new int[] {WIDTH});
        for (var norm : new String[] {"input_layernorm", "post_attention_layernorm"}) {
            shapes.put("model.layers.0." + norm + ".weight", new int[] {WIDTH});
        }
        for (var linear :
                new String[] {
                    "self_attn.q_proj",
                    "self_attn.k_proj",
                    "self_attn.v_proj",
                    "self_attn.o_proj",
                    "mlp.gate_proj",
                    "mlp.up_proj",
                    "mlp.down_proj"
                }) {
            shapes.put("model.layers.0." + linear + ".weight", new int[] {WIDTH, WIDTH});
        }
        return shapes;
    }

    /// Header length, header, zeros: https://huggingface.co/docs/safetensors
    private static byte[] weights() {
        var entries = new LinkedHashMap<String, String>();
        var offset = 0;
        for (var shape : shapes().entrySet()) {
            var bytes = Float.BYTES;
            for (var size : shape.getValue()) {
                bytes *= size;
            }
            entries.put(
                    shape.getKey(),
                    "{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(
                                    java.util.Arrays.toString(shape.getValue()),
                                    offset,
                                    offset + bytes));
            offset += bytes;
        }
        var header =
                entries.entrySet().stream()
                        .map(entry -> "\"%s\":%s".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"))
                        .getBytes(UTF_8);
        var file = new ByteArrayOutputStream();
        file.writeBytes(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .array());
        file.writeBytes(header);
        file.writeBytes(new byte[offset]);
        return file.toByteArray();
    }
}
