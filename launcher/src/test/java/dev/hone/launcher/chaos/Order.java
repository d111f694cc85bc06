package dev.hone.launcher.chaos;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// A job that an owner submits, and what the owner then wants of it.
///
/// @param recipe which of the recipes whose adapters are known
/// @param commands said in this order
record Order(int recipe, Duration at, List<Command> commands) {
    private static final int OF_TEN_CANCELLED = 2;
    private static final int OF_TEN_PAUSED = 2;
    private static final int SUBMITTED_WITHIN_MILLIS = 5_000;
    private static final int COMMANDED_WITHIN_MILLIS = 30_000;

    /// @param at after the job was submitted
    record Command(String verb, Duration at) {}

    static Order draw(RandomGenerator random) {
        var at = Duration.ofMillis(random.nextInt(SUBMITTED_WITHIN_MILLIS));
        var recipe = random.nextInt(Recipe.ALL.size());
        var first = Duration.ofMillis(random.nextInt(COMMANDED_WITHIN_MILLIS));
        var second = first.plusMillis(random.nextInt(COMMANDED_WITHIN_MILLIS / 2));
        var chance = random.nextInt(10);
        if (chance < OF_TEN_CANCELLED) {
            return new Order(recipe, at, List.of(new Command("cancel", first)));
        }
        if (chance < OF_TEN_CANCELLED + OF_TEN_PAUSED) {
            return new Order(
                    recipe,
                    at,
                    List.of(new Command("pause", first), new Command("resume", second)));
        }
        return new Order(recipe, at, List.of());
    }
}
