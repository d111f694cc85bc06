package dev.hone.datasets.base;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Reads how each layer attends: its rotary positions and its window, in the older and the newer
/// style of `config.json`.
final class AttentionReader {
    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";
    private static final int WINDOW_BY_DEFAULT = 4096;

    private final Fields root;
    private final Family family;
    private final int layers;
    private final int maxPositions;

    private AttentionReader(Fields root, Family family) {
        this.root = root;
        this.family = family;
        this.layers = root.whole("num_hidden_layers");
        this.maxPositions = root.whole("max_position_embeddings");
    }

    static List<LayerAttention> read(Fields root, Family family) {
        return new AttentionReader(root, family).layers();
    }

    private List<LayerAttention> layers() {
        return switch (family.windows()) {
            case NONE -> all(LayerAttention.UNLIMITED);
            case EVERY_LAYER -> all(window());
            case UPPER_LAYERS -> upper();
            case LAYER_TYPES -> alternating();
        };
    }

    private List<LayerAttention> all(int window) {
        return Collections.nCopies(layers, new LayerAttention(rope(), window));
    }

    private List<LayerAttention> upper() {
        boolean windows = root.flag("use_sliding_window", false);
        int first = root.node().path("max_window_layers").asInt(28);
        Rope rope = rope();
        return each(
                layer -> windows && layer >= first,
                new LayerAttention(rope, LayerAttention.UNLIMITED),
                new LayerAttention(rope, windows ? window() : LayerAttention.UNLIMITED));
    }

    private List<LayerAttention> alternating() {
        int pattern = root.whole("sliding_window_pattern", 6);
        JsonNode newer = root.node().path("rope_parameters");
        JsonNode everywhere =
                newer.isObject() ? newer.path(FULL) : root.node().path("rope_scaling");
        Rope full =
                RopeReader.read(
                        parameters(everywhere), root.number("rope_theta", 1e6), maxPositions);
        Rope local =
                RopeReader.read(
                        parameters(newer.path(SLIDING)),
                        root.number("rope_local_base_freq", 1e4),
                        maxPositions);
        return each(
                layer -> (layer + 1) % pattern != 0,
                new LayerAttention(full, LayerAttention.UNLIMITED),
                new LayerAttention(local, window()));
    }

    /// `layer_types` says which layers slide; without it a rule does.
    private List<LayerAttention> each(
            IntPredicate slides, LayerAttention full, LayerAttention sliding) {
        JsonNode types = root.node().path("layer_types");
        if (!types.isArray()) {
            return IntStream.range(0, layers)
                    .mapToObj(layer -> slides.test(layer) ? sliding : full)
                    .toList();
        }
        boolean known = true;
        for (JsonNode type : types) {
            known &= type.asText().equals(FULL) || type.asText().equals(SLIDING);
        }
        if (!known || types.size() != layers) {
            root.mustBe("layer_types", "%d times %s or %s".formatted(layers, FULL, SLIDING));
            return Collections.nCopies(layers, full);
        }
        return IntStream.range(0, layers)
                .mapToObj(layer -> types.path(layer).asText().equals(SLIDING) ? sliding : full)
                .toList();
    }

    private int window() {
        if (root.node().path("sliding_window").isNull()) {
            return LayerAttention.UNLIMITED;
        }
        return root.whole("sliding_window", WINDOW_BY_DEFAULT);
    }

    /// `rope_parameters`, or else `rope_theta` with `rope_scaling`.
    private Rope rope() {
        return RopeReader.read(parameters(), root.number("rope_theta", 1e4), maxPositions);
    }

    private Fields parameters() {
        JsonNode newer = root.node().path("rope_parameters");
        return parameters(newer.isObject() ? newer : root.node().path("rope_scaling"));
    }

    private Fields parameters(JsonNode node) {
        return new Fields(node, "rope ", root.faults());
    }

    /// How many channels of a head are rotated.
    static int rotaryWidth(Fields root, Family family, int headSize) {
        var parameters = new AttentionReader(root, family).parameters();
        boolean partial = family.has(Family.Trait.PARTIAL_ROTARY);
        Fields where = parameters.node().hasNonNull("partial_rotary_factor") ? parameters : root;
        double factor = where.number("partial_rotary_factor", partial ? 0.5 : 1);
        if (!partial) {
            if (factor != 1) {
                where.mustBe("partial_rotary_factor", "1");
            }
            return headSize;
        }
        int width = (int) (headSize * factor);
        if (width < 2 || width % 2 != 0 || width > headSize) {
            where.mustBe(
                    "partial_rotary_factor",
                    "such that an even number of a head's %d channels rotates".formatted(headSize));
            return headSize;
        }
        return width;
    }
}
