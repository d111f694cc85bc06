package dev.hone.datasets.base;

/// Reads the parameters of rotary positions, as `rope_parameters` and `rope_scaling` hold them.
final class RopeReader {
    private final Fields how;
    private final double theta;
    private final int maxPositions;

    private RopeReader(Fields how, double theta, int maxPositions) {
        this.how = how;
        this.theta = theta;
        this.maxPositions = maxPositions;
    }

    /// @param theta what it is if the parameters do not say
    static Rope read(Fields how, double theta, int maxPositions) {
        return new RopeReader(how, how.number("rope_theta", theta), maxPositions).rope();
    }

    private Rope rope() {
        String type =
                how.node().path("rope_type").asText(how.node().path("type").asText("default"));
        return switch (type) {
            case "default" -> new Rope.Default(theta);
            case "linear" -> new Rope.Linear(theta, how.number("factor"));
            case "llama3" ->
                    new Rope.Llama3(
                            theta,
                            how.number("factor"),
                            how.number("low_freq_factor"),
                            how.number("high_freq_factor"),
                            originalPositions());
            case "yarn" -> yarn();
            default -> {
                how.faults()
                        .add(
                                "config.json: rope type must be default, linear, llama3 or yarn,"
                                        + " was %s".formatted(type));
                yield new Rope.Default(theta);
            }
        };
    }

    private int originalPositions() {
        return how.whole("original_max_position_embeddings", maxPositions);
    }

    private Rope yarn() {
        int original = originalPositions();
        double factor = how.number("factor", (double) maxPositions / original);
        return new Rope.Yarn(
                theta,
                factor,
                how.number("attention_factor", attentionFactor(factor)),
                how.number("beta_fast", 32),
                how.number("beta_slow", 1),
                original,
                how.flag("truncate", true));
    }

    private double attentionFactor(double factor) {
        double scale = how.node().path("mscale").asDouble(0);
        double scaleOfAll = how.node().path("mscale_all_dim").asDouble(0);
        return scale != 0 && scaleOfAll != 0
                ? attentionFactor(factor, scale) / attentionFactor(factor, scaleOfAll)
                : attentionFactor(factor, 1);
    }

    /// `0.1 m ln(factor) + 1`, equation 22 of the YaRN paper.
    private static double attentionFactor(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }
}
