package dev.hone.datasets.adapter;

import dev.hone.datasets.base.ModelConfig;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The linear layers of a base model that can have an adapter: each of them is in every layer.
///
/// @param architecture as `config.json` calls it
/// @param layers how many layers the model has
public record LinearLayers(String architecture, int layers, List<Linear> linears) {
    public LinearLayers {
        linears = List.copyOf(linears);
    }

    /// @param path its name within a layer, such as `self_attn.q_proj`
    public record Linear(String path, int inputs, int outputs) {
        String name() {
            return path.substring(path.lastIndexOf('.') + 1);
        }

        /// The highest rank that its weight `[outputs, inputs]` can have.
        int highestRank() {
            return Math.min(inputs, outputs);
        }
    }

    /// One linear of one layer.
    ///
    /// @param path its name in the model
    record Place(String path, Linear linear) {}

    public static LinearLayers of(ModelConfig config) {
        var linears =
                LoraModule.of(config).stream()
                        .map(m -> new Linear(m.path(), m.inputs(config), m.outputs(config)))
                        .toList();
        return new LinearLayers(config.family().architecture(), config.layers(), linears);
    }

    List<String> names() {
        return linears.stream().map(Linear::name).toList();
    }

    Stream<Place> places() {
        return IntStream.range(0, layers)
                .boxed()
                .flatMap(
                        layer -> linears.stream().map(l -> new Place(inLayer(layer, l.path()), l)));
    }

    static String inLayer(int layer, String path) {
        return "model.layers.%d.%s".formatted(layer, path);
    }
}
