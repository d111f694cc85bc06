package dev.hone.trainer.lora;

import dev.hone.datasets.base.ModelConfig;

/// How large an adapter will be.
///
/// @param numbers in all its tensors
/// @param ranks of all adapters of one layer together
public record AdapterSize(long numbers, long ranks) {
    public static AdapterSize of(ModelConfig config, LoraSettings settings) {
        var layout = AdapterLayout.of(config, settings);
        long ranks =
                layout.present().stream()
                        .filter(slot -> slot.part() == AdapterLayout.Part.A)
                        .mapToLong(slot -> slot.shape().getFirst())
                        .sum();
        return new AdapterSize(layout.size(), ranks / config.layers());
    }
}
