package dev.hone.datasets.privacy;

import dev.hone.protocol.PersonalDataKind;

/// A stretch of a text that a model should perhaps not learn.
///
/// @param start of the stretch, in chars of the text
/// @param end behind its last char
public record Sensitive(PersonalDataKind kind, int start, int end) {
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
