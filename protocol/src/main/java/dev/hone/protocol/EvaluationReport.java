package dev.hone.protocol;

import java.util.List;

/// The evaluation row by row, stored as JSON beside the adapter.
///
/// An answer is exact when it equals the expected one after trimming, or, where both are JSON, when
/// they are the same value whatever the spacing and the order of keys.
public record EvaluationReport(int rows, int baseExact, int adapterExact, List<Row> answers) {
    public EvaluationReport {
        answers = List.copyOf(answers);
    }

    /// @param prompt last user message of the row
    public record Row(
            int line,
            String prompt,
            String expected,
            String base,
            String adapter,
            boolean baseExact,
            boolean adapterExact) {}
}
