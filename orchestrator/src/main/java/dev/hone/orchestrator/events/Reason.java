package dev.hone.orchestrator.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/// Why a record cannot become an event.
///
/// @param words for an operator
/// @param exception class of what was thrown, null where nothing was
record Reason(Why why, String words, @Nullable String exception) {
    /// Ids and messages of others are as long as they like.
    private static final int LONGEST = 1_000;

    enum Why {
        EMPTY,
        TOO_LARGE,
        UNREADABLE,
        UNKNOWN_JOB,
        UNKNOWN_TOKEN,
        REFUSED_BY_DATABASE
    }

    Reason {
        words = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }

    static Reason of(Why why, String words) {
        return new Reason(why, words, null);
    }

    static Reason of(Why why, String words, Exception failure) {
        return new Reason(
                why, "%s: %s".formatted(words, message(failure)), failure.getClass().getName());
    }

    /// Without the place in the bytes, which Jackson adds in a second line.
    private static String message(Exception failure) {
        return failure instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(failure.getMessage());
    }
}
