package dev.hone.trainer.lora;

import java.util.List;
import java.util.Optional;

/// What an adapter's files say besides its numbers.
///
/// @param baseName the base model as people call it; goes to `base_model_name_or_path`
/// @param facts lines for the model card, such as how it was trained
public record AdapterCard(String baseName, Optional<String> baseRevision, List<String> facts) {
    public AdapterCard {
        facts = List.copyOf(facts);
    }
}
