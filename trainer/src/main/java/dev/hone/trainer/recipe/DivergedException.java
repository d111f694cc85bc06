package dev.hone.trainer.recipe;

import java.util.List;
import java.util.stream.Collectors;

/// A loss or the gradient is no longer a number: the settings or the data must change.
public final class DivergedException extends RuntimeException {
    private static final int LINES_TOLD = 20;

    private DivergedException(String message) {
        super("training diverged at step " + message + "; a lower learning rate may help");
    }

    /// @param lines rows whose loss is not finite
    static DivergedException loss(int step, double loss, double rate, List<Long> lines) {
        return new DivergedException(
                "%d: loss %s at learning rate %s, from %s"
                        .formatted(step, loss, rate, told(lines)));
    }

    /// @param lines all rows of the step
    static DivergedException gradient(int step, double norm, double rate, List<Long> lines) {
        return new DivergedException(
                "%d: gradient norm %s at learning rate %s, from %s"
                        .formatted(step, norm, rate, told(lines)));
    }

    static DivergedException validation(int step, double loss) {
        return new DivergedException("%d: its validation loss is %s".formatted(step, loss));
    }

    private static String told(List<Long> lines) {
        var first =
                lines.stream()
                        .limit(LINES_TOLD)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        int more = lines.size() - LINES_TOLD;
        return (lines.size() == 1 ? "line " : "lines ")
                + first
                + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
