package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The settings of the demo's job: under a minute on two cores, and above 85 % exact answers.
final class DemoSettings {
    static final int SEED = 7;

    /// All held-out rows would take longer than the training.
    static final int EVALUATED_ROWS = 200;

    /// The longest expected answer is well below this.
    static final int NEW_TOKENS = 64;

    private DemoSettings() {}

    static void describe(ObjectNode hyperparameters) {
        hyperparameters.put("n_epochs", 3);
        hyperparameters.put("batch_size", 8);
        hyperparameters.put("lora_rank", 64);
        hyperparameters.put("lora_alpha", 64);
        hyperparameters.put("learning_rate", 0.0015);
        hyperparameters.put("max_length", 256);
        hyperparameters.put("checkpoint_every_steps", 250);
    }
}
