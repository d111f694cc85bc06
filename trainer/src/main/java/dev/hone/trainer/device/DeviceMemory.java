package dev.hone.trainer.device;

import java.util.OptionalLong;

/// The memory that a run's tensors live in, in bytes.
public interface DeviceMemory {
    /// What this process may have in all: what it has, and what it could have beside that.
    OptionalLong available();

    /// The most that this process ever had.
    OptionalLong peak();

    /// The smaller of two bounds, either of which may be unknown.
    static OptionalLong least(OptionalLong one, OptionalLong other) {
        return other.isPresent() && (one.isEmpty() || other.getAsLong() < one.getAsLong())
                ? other
                : one;
    }
}
