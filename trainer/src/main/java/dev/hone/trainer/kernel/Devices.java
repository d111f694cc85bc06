package dev.hone.trainer.kernel;

import ai.djl.Device;
import ai.djl.pytorch.jni.LibUtils;
import dev.hone.trainer.device.DeviceChoice;

/// The devices that libtorch can use. Every question loads it, if that is the first in this
/// process.
final class Devices {
    private Devices() {}

    /// @throws DeviceMissingException if a GPU is demanded and there is none
    static Device chosen(DeviceChoice choice) {
        return switch (choice) {
            case CPU -> Device.cpu();
            case AUTO -> gpuIsThere() ? Device.gpu() : Device.cpu();
            case CUDA -> {
                if (!gpuIsThere()) {
                    throw new DeviceMissingException(LibUtils.getLibtorchPath());
                }
                yield Device.gpu();
            }
        };
    }

    static boolean gpuIsThere() {
        return ai.djl.engine.Engine.getEngine("PyTorch").getGpuCount() > 0;
    }
}
