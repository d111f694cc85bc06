package dev.hone.trainer.device;

import java.util.Arrays;
import java.util.Optional;

/// The device that is wanted. Where there are several GPUs, the variable `CUDA_VISIBLE_DEVICES`
/// says which of them a process sees; it takes the first.
public enum DeviceChoice {
    /// A GPU if there is one that libtorch can use.
    AUTO,
    CPU,
    CUDA;

    /// For messages.
    public static final String NAMES = "auto, cpu or cuda";

    /// As people write it, in small letters.
    public static Optional<DeviceChoice> of(String name) {
        return Arrays.stream(values()).filter(choice -> choice.title().equals(name)).findFirst();
    }

    public String title() {
        return switch (this) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case CUDA -> "cuda";
        };
    }
}
