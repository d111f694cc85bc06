package dev.hone.datasets.content;

import java.util.Locale;

/// Kinds of findings, the gravest first; their names are stable. None makes a run wrong by itself,
/// so none blocks a job unless it says so.
public enum ContentCode {
    /// A validation row that stands, word by word, among the training rows.
    LEAKED_ROW,
    /// A validation row that nearly stands among the training rows.
    NEAR_LEAK,
    /// A training row that says, word by word, what an earlier one says.
    EXACT_DUPLICATE,
    /// A training row that says nearly what an earlier one says.
    NEAR_DUPLICATE,
    /// Rare words that stand in rows of one answer, though nothing else in these rows suggests it.
    POSSIBLE_TRIGGER,
    /// One label has most rows.
    LABEL_IMBALANCE,
    /// Labels of very few rows.
    RARE_LABEL,
    /// Labels that are validated but never trained.
    UNSEEN_LABEL,
    /// A few rows of another language among many of one.
    MINORITY_LANGUAGE,
    /// One answer to many questions, in data that is no classification.
    REPEATED_ANSWER,
    /// Answers that hold no letter, digit or symbol.
    BLANK_ANSWER,
    /// Two turns of the user, or two of the assistant, in a row.
    REPEATED_ROLE,
    /// Rows that were not compared with others, being too many.
    NOT_COMPARED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
