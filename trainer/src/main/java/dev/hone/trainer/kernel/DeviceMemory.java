package dev.hone.trainer.kernel;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;

/// The memory that a run's tensors live in, in bytes.
public sealed interface DeviceMemory {
    /// What this process may have in all: what it has, and what it could have beside that.
    OptionalLong available();

    /// The most that this process ever had.
    OptionalLong peak();

    static DeviceMemory of(Device device) {
        return device.isGpu() ? new OfGpu(device) : new OfHost(HostMemory.here());
    }

    record OfHost(HostMemory host) implements DeviceMemory {
        @Override
        public OptionalLong available() {
            return host.available();
        }

        @Override
        public OptionalLong peak() {
            return host.peak();
        }
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
