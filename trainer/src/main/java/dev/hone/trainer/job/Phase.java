package dev.hone.trainer.job;

import java.util.Locale;

/// What a job's process is at, for those who wait for it.
public enum Phase {
    STARTING("starting"),
    FETCHING("fetching files"),
    READING("reading rows"),
    LOADING("loading the base"),
    TRAINING("training"),
    VALIDATING("validating"),
    SAVING("saving a checkpoint"),
    EVALUATING("answering held-out rows"),
    FINISHING("storing the adapter");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    /// As in "while training".
    public String words() {
        return words;
    }

    /// Short and stable.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
