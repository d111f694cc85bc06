package dev.hone.datasets.fault;

import java.util.Locale;

/// The kinds of fault. The wire names are stable.
public enum FaultCode {
    // the file
    EMPTY_FILE,
    NO_USABLE_ROWS,
    MIXED_SHAPES,
    COMPRESSED_FILE,
    CORRUPT_FILE,
    TRUNCATED_FILE,
    EXPANDS_TOO_MUCH,
    FORMAT_NOT_SUPPORTED,
    NOT_UTF8,
    // its bytes
    INVALID_UTF8,
    NUL_CHARACTER,
    BYTE_ORDER_MARK,
    ROW_TOO_LONG,
    // JSON
    MALFORMED_JSON,
    NESTED_TOO_DEEP,
    DUPLICATE_KEY,
    NOT_AN_OBJECT,
    NOT_AN_ARRAY,
    MALFORMED_ARRAY,
    // CSV
    MALFORMED_CSV,
    UNCLOSED_QUOTE,
    RAGGED_ROW,
    DUPLICATE_COLUMN,
    TOO_MANY_COLUMNS,
    UNKNOWN_COLUMN,
    // rows
    UNKNOWN_SHAPE,
    AMBIGUOUS_FORMAT,
    MISSING_FIELD,
    EMPTY_FIELD,
    WRONG_TYPE,
    LONE_SURROGATE,
    NUMBER_OUT_OF_RANGE,
    // conversations
    UNKNOWN_ROLE,
    ROLE_ORDER,
    BAD_WEIGHT,
    NO_ASSISTANT,
    NOTHING_TO_LEARN,
    BAD_TOOL,
    BAD_TOOL_CALL,
    SAME_ANSWERS;

    /// Whether it is the file that has it, though it shows at one place: such a fault matters more
    /// than those of rows, and may be their cause.
    public boolean ofFile() {
        return compareTo(INVALID_UTF8) < 0 || this == MALFORMED_ARRAY;
    }

    /// As in reports and documents.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
