package dev.hone.datasets.privacy;

import dev.hone.datasets.sample.Sample;
import dev.hone.protocol.PersonalDataKind;
import java.util.Set;

/// What became of a row.
public sealed interface Redacted {
    /// Nothing had to be done.
    ///
    /// @param reported what it holds that is to be reported
    record Unchanged(Sample sample, Set<PersonalDataKind> reported) implements Redacted {
        public Unchanged {
            reported = Set.copyOf(reported);
        }
    }

    /// Placeholders stand in it.
    ///
    /// @param masked what they stand for
    record Masked(Sample sample, Set<PersonalDataKind> masked, Set<PersonalDataKind> reported)
            implements Redacted {
        public Masked {
            masked = Set.copyOf(masked);
            reported = Set.copyOf(reported);
        }
    }

    /// It is not to be learned.
    ///
    /// @param rejected what it holds
    record Rejected(Set<PersonalDataKind> rejected) implements Redacted {
        public Rejected {
            rejected = Set.copyOf(rejected);
        }
    }
}
