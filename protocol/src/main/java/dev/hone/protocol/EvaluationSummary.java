package dev.hone.protocol;

/// How base and adapter did on the held-out rows.
///
/// @param rows rows answered
/// @param baseExact rows the base answered exactly
/// @param adapterExact rows the adapter answered exactly
/// @param report the answers row by row, see [EvaluationReport]
public record EvaluationSummary(int rows, int baseExact, int adapterExact, ObjectRef report) {
    public EvaluationSummary {
        Checks.within("rows", rows, 1, Integer.MAX_VALUE);
        Checks.within("baseExact", baseExact, 0, rows);
        Checks.within("adapterExact", adapterExact, 0, rows);
    }
}
