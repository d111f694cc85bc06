package dev.hone.datasets.content;

import java.util.Locale;

/// Kinds of findings; their names are stable.
public enum ContentCode {
    /// A training row that says, word by word, what an earlier one says.
    EXACT_DUPLICATE(false),
    /// A training row that says nearly what an earlier one says.
    NEAR_DUPLICATE(false),
    /// A validation row that stands, word by word, among the training rows.
    LEAKED_ROW(true),
    /// A validation row that nearly stands among the training rows.
    NEAR_LEAK(true),
    /// Rare words that stand in rows of one answer, though nothing else in these rows suggests it.
    POSSIBLE_TRIGGER(false),
    /// One label has most rows.
    LABEL_IMBALANCE(false),
    /// Labels of very few rows.
    RARE_LABEL(false),
    /// Labels that are validated but never trained.
    UNSEEN_LABEL(false),
    /// A few rows of another language among many of one.
    MINORITY_LANGUAGE(false),
    /// One answer to many questions, in data that is no classification.
    REPEATED_ANSWER(false),
    /// Answers that hold no letter, digit or symbol.
    BLANK_ANSWER(false),
    /// Two turns of the user, or two of the assistant, in a row.
    REPEATED_ROLE(false),
    /// Rows that were not compared with others, being too many.
    NOT_COMPARED(false);

    private final boolean blocks;

    ContentCode(boolean blocks) {
        this.blocks = blocks;
    }

    /// Whether it is an error by default: a job does not start. The others are warnings.
    public boolean blocks() {
        return blocks;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
