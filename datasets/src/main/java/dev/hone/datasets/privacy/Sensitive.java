package dev.hone.datasets.privacy;

/// A stretch of a text that a model should perhaps not learn.
///
/// @param start of the stretch, in chars of the text
/// @param end behind its last char
public record Sensitive(Kind kind, int start, int end) {
    /// What it is. The order says which wins where two overlap.
    public enum Kind {
        /// A key, token or private key of a known form.
        SECRET,
        /// An address of electronic mail.
        EMAIL,
        /// An international bank account number whose check digits are right.
        IBAN,
        /// A payment card number of a known network whose check digit is right.
        CARD,
        /// A telephone number in international or North American form.
        PHONE
    }

    public Sensitive {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a stretch must begin at 0 or later and end behind its start, was %d to %d"
                            .formatted(start, end));
        }
    }

    boolean overlaps(Sensitive other) {
        return start < other.end && other.start < end;
    }
}
