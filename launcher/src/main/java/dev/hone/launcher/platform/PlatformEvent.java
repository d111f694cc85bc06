package dev.hone.launcher.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a platform tells while it starts, runs and stops.
public sealed interface PlatformEvent {
    /// Something that takes a while has begun.
    record Preparing(PartName part, String what) implements PlatformEvent {}

    /// A part takes longer than usual, for example because it waits for a database elsewhere.
    ///
    /// @param lastLines the end of the log of that part
    record StillStarting(PartName part, Duration since, Path log, List<String> lastLines)
            implements PlatformEvent {
        public StillStarting {
            lastLines = List.copyOf(lastLines);
        }
    }

    record Ready(PartName part, String address, Duration took, boolean again)
            implements PlatformEvent {}

    record Died(PartName part, int exitCode, Duration restartIn) implements PlatformEvent {}

    /// @param lastLines the end of the log of that part
    record GaveUp(PartName part, Path log, List<String> lastLines) implements PlatformEvent {
        public GaveUp {
            lastLines = List.copyOf(lastLines);
        }
    }

    record Stopped(PartName part) implements PlatformEvent {}

    /// Processes that an ended launcher left behind are being stopped.
    record FoundLeftover(String part, long pid) implements PlatformEvent {}

    record Imported(String model, Duration took) implements PlatformEvent {}

    record Notice(String text) implements PlatformEvent {}
}
