package dev.hone.trainer.job;

import dev.hone.datasets.store.StoreSettings;
import dev.hone.trainer.device.DeviceChoice;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a job's process needs to know of its worker. The worker's key is not in it: only the worker
/// speaks to the control plane.
///
/// @param worker name of the worker, for the adapter's lineage
/// @param code version of the program, for the adapter's lineage
/// @param workDir the worker's directory
/// @param nativeDir where the native libraries are unpacked; null is `~/.djl.ai`
/// @param device what to train on
/// @param threads processor threads to train with
/// @param memoryMebibytes what a job may plan with at most; 0 is what the machine has
public record JobSettings(
        String worker,
        String code,
        StoreSettings store,
        Path workDir,
        @Nullable Path nativeDir,
        DeviceChoice device,
        int threads,
        int memoryMebibytes) {
    /// What a job may plan with, in bytes; empty where it is not limited.
    OptionalLong memoryLimit() {
        return memoryMebibytes == 0
                ? OptionalLong.empty()
                : OptionalLong.of((long) memoryMebibytes << 20);
    }
}
