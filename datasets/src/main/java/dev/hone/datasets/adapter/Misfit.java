package dev.hone.datasets.adapter;

/// Something about an adapter that is not right for its base.
public record Misfit(Setting setting, String message) {
    /// What it was asked for with.
    public enum Setting {
        RANK,
        TARGET_MODULES,
        RANK_PATTERN,
        ALPHA_PATTERN
    }
}
