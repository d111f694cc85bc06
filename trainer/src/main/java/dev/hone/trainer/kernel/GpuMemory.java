package dev.hone.trainer.kernel;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import dev.hone.trainer.device.DeviceMemory;
import java.util.OptionalLong;

/// As the driver tells it, which knows the card, not the process: one job has a GPU to itself.
record GpuMemory(Device device) implements DeviceMemory {
    @Override
    public OptionalLong available() {
        return OptionalLong.of(CudaUtils.getGpuMemory(device).getMax());
    }

    /// libtorch keeps what it once took, so what is in use now was never exceeded by much.
    @Override
    public OptionalLong peak() {
        return OptionalLong.of(CudaUtils.getGpuMemory(device).getUsed());
    }
}
