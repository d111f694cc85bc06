package dev.hone.datasets.parquet;

/// What the values of a column stand for.
sealed interface Meaning {
    /// What they are stored as; bytes are text.
    record Plain() implements Meaning {}

    record Json() implements Meaning {}

    record Decimal(int scale) implements Meaning {}

    record Date() implements Meaning {}

    /// @param perSecond into how many parts a second is divided
    record Time(long perSecond) implements Meaning {}

    /// @param utc whether it is an instant, not what a clock on a wall showed
    record Timestamp(long perSecond, boolean utc) implements Meaning {}

    record Unsigned() implements Meaning {}

    record Uuid() implements Meaning {}

    record Float16() implements Meaning {}

    Meaning PLAIN = new Plain();
    long MILLIS = 1_000;
    long MICROS = 1_000_000;
    long NANOS = 1_000_000_000;
}
