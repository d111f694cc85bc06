package dev.hone.datasets.parquet;

/// How a value of a column is stored; in the order of the format's numbers.
enum Physical {
    BOOLEAN,
    INT32,
    INT64,
    INT96,
    FLOAT,
    DOUBLE,
    BYTE_ARRAY,
    FIXED_LEN_BYTE_ARRAY;

    private static final Physical[] ALL = values();
    private static final int INT96_BYTES = 12;

    static Physical of(int number) throws Damage {
        if (number < 0 || number >= ALL.length) {
            throw Damage.of("a type of the number %d".formatted(number));
        }
        return ALL[number];
    }

    boolean isNumber() {
        return switch (this) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    }

    /// Bytes of each value, stored plainly; 0 where that differs.
    int width(int typeLength) {
        return switch (this) {
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96 -> INT96_BYTES;
            case FIXED_LEN_BYTE_ARRAY -> typeLength;
            case BOOLEAN, BYTE_ARRAY -> 0;
        };
    }
}
