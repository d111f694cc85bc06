package dev.hone.launcher.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A job whose adapter is known, since it was trained once without any disturbance.
///
/// @param every steps between two checkpoints
record Recipe(int seed, int epochs, int every) {
    /// Long enough to be met by a fault, and with checkpoints now and then.
    static final List<Recipe> ALL =
            List.of(new Recipe(11, 4, 3), new Recipe(12, 6, 7), new Recipe(13, 2, 1));

    ObjectNode body(String trainingFile, String suffix) {
        var body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("model", "hone-nano")
                        .put("training_file", trainingFile)
                        .put("suffix", suffix)
                        .put("seed", seed);
        body.putObject("method")
                .put("type", "supervised")
                .putObject("supervised")
                .putObject("hyperparameters")
                .put("batch_size", 8)
                .put("lora_rank", 8)
                .put("n_epochs", epochs)
                .put("checkpoint_every_steps", every);
        return body;
    }
}
