package dev.hone.datasets.plan;

import dev.hone.datasets.adapter.AdapterShape;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.protocol.LoraSpec;

/// How large an adapter is, and what it does besides.
///
/// @param numbers in all its tensors
/// @param ranks of all adapters of one layer together
/// @param magnitudes of one layer, one for each output of its adapted modules; 0 where they are not
///   trained
/// @param drops whether it drops some of its inputs while it learns
public record AdapterSize(long numbers, long ranks, long magnitudes, boolean drops) {
    public static AdapterSize of(ModelConfig config, LoraSpec lora) {
        return of(config, AdapterShape.of(lora), lora.useDora(), lora.dropout() > 0);
    }

    /// @param magnitudes whether they are trained
    public static AdapterSize of(
            ModelConfig config, AdapterShape shape, boolean magnitudes, boolean drops) {
        long numbers = 0;
        long ranks = 0;
        long outputs = 0;
        for (int layer = 0; layer < config.layers(); layer++) {
            for (LoraModule module : LoraModule.of(config)) {
                long rank = shape.rank(module.path(layer));
                numbers += rank * (module.inputs(config) + module.outputs(config));
                ranks += rank;
                outputs += rank > 0 && magnitudes ? module.outputs(config) : 0;
            }
        }
        return new AdapterSize(
                numbers + outputs, ranks / config.layers(), outputs / config.layers(), drops);
    }

    /// Whether the adapters are more than a product of two matrices.
    boolean isVaried() {
        return drops || magnitudes > 0;
    }
}
