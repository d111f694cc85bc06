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

        Rank %d, alpha %s, on %s.

        %s\
        """
                .formatted(
                        card.baseName(),
                        card.baseName(),
                        settings.rank(),
                        settings.alpha(),
                        String.join(", ", settings.targetModules()),
                        facts);
    }
}
