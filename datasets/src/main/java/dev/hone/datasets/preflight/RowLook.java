package dev.hone.datasets.preflight;

import dev.hone.datasets.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one row was found to be: small, so that many may wait for their turn in the report.
sealed interface RowLook {
    long line();

    /// @param length tokens before the cut
    /// @param kept tokens after it
    /// @param learned of these
    /// @param masked whether placeholders stand for personal data in it
    /// @param unused names of what its shape does not read
    /// @param tokensByRole before the cut
    /// @param turnEnds last token of each learned turn that the cut left, and how often
    /// @param characters code points that somebody said
    /// @param saidTokens tokens of these
    /// @param found what is to be told of it
    record Usable(
            long line,
            int length,
            int kept,
            int learned,
            boolean masked,
            List<String> unused,
            Map<String, Integer> tokensByRole,
            Map<Integer, Integer> turnEnds,
            int characters,
            int saidTokens,
            Set<FindingCode> found)
            implements RowLook {}

    /// Not trained on, by the rules of the base or the settings.
    record Refused(long line, long byteOffset, FindingCode code, String message)
            implements RowLook {}

    /// Cannot be read.
    record Faulty(long line, long byteOffset, List<Fault> faults) implements RowLook {}
}
