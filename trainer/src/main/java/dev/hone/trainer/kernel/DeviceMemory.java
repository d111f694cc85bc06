package dev.hone.trainer.kernel;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;

/// The memory that a run's tensors live in, in bytes.
public sealed interface DeviceMemory permits HostMemory, DeviceMemory.OfGpu {
    /// What this process may have in all: what it has, and what it could have beside that.
    OptionalLong available();

    /// The most that this process ever had.
    OptionalLong peak();

    static DeviceMemory of(Device device) {
        return device.isGpu() ? new OfGpu(device) : HostMemory.here();
    }

    /// The smaller of two bounds, either of which may be unknown.
    static OptionalLong least(OptionalLong one, OptionalLong other) {
        return other.isPresent() && (one.isEmpty() || other.getAsLong() < one.getAsLong())
                ? other
                : one;
    }

    /// As the driver tells it, which knows the card, not the process: one job has a GPU to itself.
    record OfGpu(Device device) implements DeviceMemory {
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
}
