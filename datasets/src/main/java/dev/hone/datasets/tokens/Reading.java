package dev.hone.datasets.tokens;

import java.util.BitSet;
import java.util.List;

/// A row as the model would read it if nothing were cut, and what of it is learned: the very tokens
/// and labels of the training, with where they come from.
///
/// @param text what was encoded; of a prompt and its completion, both
/// @param ids `[tokens]`
/// @param starts code point of the text at which each token starts, -1 for one that stands for none
/// @param ends code point after each token
/// @param labelled positions whose token is learned; never position 0
/// @param turnEnds position of the last token of each learned turn
/// @param parts what the row's author wrote, where the text has it word by word, in order
@SuppressWarnings("ArrayRecordComponent") // one of these a row, never compared
public record Reading(
        String text,
        int[] ids,
        int[] starts,
        int[] ends,
        BitSet labelled,
        List<Integer> turnEnds,
        List<Part> parts) {
    public Reading {
        turnEnds = List.copyOf(turnEnds);
        parts = List.copyOf(parts);
    }

    /// A stretch of the text that somebody said.
    ///
    /// @param role who; `prompt`, `completion` and `text` in rows without roles
    /// @param message index of the message
    /// @param start its first code point
    /// @param end the code point after it
    public record Part(String role, int message, int start, int end) {}

    /// Which part each token belongs to, or -1 for what the template wrote.
    public int[] partOfTokens() {
        var owners = new int[ids.length];
        int part = 0;
        for (int token = 0; token < ids.length; token++) {
            while (part < parts.size() && starts[token] >= parts.get(part).end()) {
                part++;
            }
            boolean inside =
                    part < parts.size()
                            && starts[token] >= 0
                            && ends[token] > parts.get(part).start();
            owners[token] = inside ? part : -1;
        }
        return owners;
    }
}
