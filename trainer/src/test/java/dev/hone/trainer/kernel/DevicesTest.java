package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.trainer.device.DeviceChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

class DevicesTest {
    @Test
    void aDeviceIsKnownByItsName() {
        assertThat(DeviceChoice.of("auto")).contains(DeviceChoice.AUTO);
        assertThat(DeviceChoice.of("cpu")).contains(DeviceChoice.CPU);
        assertThat(DeviceChoice.of("cuda")).contains(DeviceChoice.CUDA);
        assertThat(DeviceChoice.of("gpu")).isEmpty();
    }

    @Test
    @DisabledIf("dev.hone.trainer.kernel.Devices#gpuIsThere")
    void whereNoGpuIsTheProcessorTrainsAndADemandIsRefused() {
        assertThat(Devices.chosen(DeviceChoice.AUTO).isGpu()).isFalse();
        assertThatThrownBy(() -> Devices.chosen(DeviceChoice.CUDA))
                .isInstanceOf(DeviceMissingException.class)
                .hasMessageContaining("was cuda")
                .hasMessageContaining("PYTORCH_LIBRARY_PATH");
    }

    @Test
    @EnabledIf("dev.hone.trainer.kernel.Devices#gpuIsThere")
    void whereAGpuIsItTrainsUnlessTheProcessorIsAskedFor() {
        assertThat(Devices.chosen(DeviceChoice.AUTO).isGpu()).isTrue();
        assertThat(Devices.chosen(DeviceChoice.CPU).isGpu()).isFalse();
    }
}
