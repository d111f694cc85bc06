package dev.hone.trainer.recipe;

import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.tokens.TokenizedSample;

/// Refuses rows that the model cannot take, before anything is computed.
final class RowCheck {
    private RowCheck() {}

    static void training(NumberedRows rows, ModelConfig config, LoraPlan plan) {
        if (!rows.areLearned()) {
            throw new IllegalArgumentException(
                    "the training rows must have a learned token, %d rows have none"
                            .formatted(rows.size()));
        }
        fit(rows, config);
        if (plan.packedLength() > 0) {
            packed(rows, plan.packedLength());
        }
    }

    static void validation(NumberedRows rows, ModelConfig config, LoraPlan plan) {
        if (plan.validation().decides() && !rows.areLearned()) {
            throw new IllegalArgumentException(
                    "keeping the best adapter and stopping early need validation rows with a learned"
                            + " token, %d rows have none".formatted(rows.size()));
        }
        fit(rows, config);
    }

    static void packed(NumberedRows rows, int length) {
        for (int i = 0; i < rows.size(); i++) {
            TokenizedSample row = rows.samples().get(i);
            if (row.length() > length) {
                throw new IllegalArgumentException(
                        "line %d must fit a bin of %d tokens, has %d"
                                .formatted(rows.lines().get(i), length, row.length()));
            }
        }
    }

    private static void fit(NumberedRows rows, ModelConfig config) {
        for (int i = 0; i < rows.size(); i++) {
            TokenizedSample row = rows.samples().get(i);
            if (row.length() > config.maxPositions()) {
                throw new IllegalArgumentException(
                        "line %d must fit the model's %d positions, has %d tokens"
                                .formatted(
                                        rows.lines().get(i), config.maxPositions(), row.length()));
            }
            for (int id : row.ids()) {
                if (id < 0 || id >= config.vocabulary()) {
                    throw new IllegalArgumentException(
                            "line %d has token %d, the model knows 0 to %d"
                                    .formatted(rows.lines().get(i), id, config.vocabulary() - 1));
                }
            }
        }
    }
}
