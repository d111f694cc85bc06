package dev.hone.trainer.lora;

import java.util.stream.Collectors;

/// The short text that travels with an adapter.
final class ModelCard {
    private ModelCard() {}

    static String text(LoraSettings settings, AdapterCard card) {
        String facts = card.facts().stream().map("* %s\n"::formatted).collect(Collectors.joining());
        return """
        ---
        base_model: %s
        library_name: peft
        pipeline_tag: text-generation
        tags:
        - lora
        ---

        # LoRA adapter for %s

        Rank %d, alpha %s, on %s.%s

        %s\
        """
                .formatted(
                        card.baseName(),
                        card.baseName(),
                        settings.rank(),
                        settings.alpha(),
                        String.join(", ", settings.targetModules()),
                        options(settings),
                        facts);
    }

    /// What is not plain about it, in the words of its configuration.
    private static String options(LoraSettings settings) {
        var options = new StringBuilder();
        if (settings.rankStabilized()) {
            options.append(" Scaled by alpha / sqrt(rank) (rsLoRA).");
        }
        if (settings.magnitudes()) {
            options.append(" With magnitudes (DoRA), which vLLM does not load.");
        }
        if (settings.dropout() > 0) {
            options.append(" Dropout %s while training.".formatted(settings.dropout()));
        }
        if (!settings.rankPattern().isEmpty()) {
            options.append(" Other ranks: %s.".formatted(settings.rankPattern()));
        }
        if (!settings.alphaPattern().isEmpty()) {
            options.append(" Other alphas: %s.".formatted(settings.alphaPattern()));
        }
        return options.toString();
    }
}
