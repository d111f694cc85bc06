package dev.hone.datasets.preflight;

import dev.hone.datasets.sample.Row;
import dev.hone.protocol.PersonalDataKind;
import java.util.Set;

/// A row of a job's file, before it becomes tokens.
sealed interface TakenRow {
    long line();

    long byteOffset();

    /// @param masked whether placeholders stand for personal data in it
    record Usable(Row.Usable row, boolean masked) implements TakenRow {
        @Override
        public long line() {
            return row.line();
        }

        @Override
        public long byteOffset() {
            return row.byteOffset();
        }
    }

    /// The job leaves it out.
    ///
    /// @param kinds what it holds
    record Rejected(long line, long byteOffset, Set<PersonalDataKind> kinds) implements TakenRow {}

    record Faulty(Row.Faulty row) implements TakenRow {
        @Override
        public long line() {
            return row.line();
        }

        @Override
        public long byteOffset() {
            return row.byteOffset();
        }
    }
}
