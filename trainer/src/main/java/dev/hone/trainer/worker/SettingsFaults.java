package dev.hone.trainer.worker;

import java.util.List;

/// Everything that is wrong with a settings file, told at once.
final class SettingsFaults extends RuntimeException {
    private final List<String> faults;

    SettingsFaults(String file, List<String> faults) {
        super(
                "%s cannot be used:%s"
                        .formatted(
                                file,
                                String.join("", faults.stream().map("\n  * "::concat).toList())));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
