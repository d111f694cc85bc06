package dev.hone.trainer.recipe;

import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.tokens.TokenizedSample;
import java.util.List;

/// Refuses rows that the model cannot take, before anything is computed.
final class RowCheck {
    private RowCheck() {}

    static void training(List<TokenizedSample> rows, ModelConfig config) {
        if (rows.stream().allMatch(row -> row.labelledCount() == 0)) {
            throw new IllegalArgumentException(
                    "the training rows must have a learned token, %d rows have none"
                            .formatted(rows.size()));
        }
        fit(rows, config);
    }

    static void fit(List<TokenizedSample> rows, ModelConfig config) {
        for (int i = 0; i < rows.size(); i++) {
            TokenizedSample row = rows.get(i);
            if (row.length() > config.maxPositions()) {
                throw new IllegalArgumentException(
                        "row %d must fit the model's %d positions, has %d tokens"
                                .formatted(i, config.maxPositions(), row.length()));
            }
            for (int id : row.ids()) {
                if (id < 0 || id >= config.vocabulary()) {
                    throw new IllegalArgumentException(
                            "row %d has token %d, the model knows 0 to %d"
                                    .formatted(i, id, config.vocabulary() - 1));
                }
            }
        }
    }
}
