package dev.hone.datasets.tokens;

/// A row to train on, and how long it was before it was cut.
///
/// @param wholeLength tokens of the whole row
public record Tokenized(TokenizedSample sample, int wholeLength) {
    public boolean isCut() {
        return sample.length() < wholeLength;
    }
}
