package dev.hone.orchestrator.quotes;

/// What a worker of a pool costs while it trains, its energy included.
///
/// @param perHour above 0
/// @param currency three capital letters
public record Price(double perHour, String currency) {
    private static final double HOUR = 3_600;

    /// How long a worker may train for so much.
    public double secondsFor(double money) {
        return money / perHour * HOUR;
    }
}
