package dev.hone.trainer.recipe;

import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/// How many padded tokens one call may have. When the engine says that there is no memory for a
/// pass, the pass is done again with half of that, once in a run.
public final class CallSize {
    /// How libtorch on CPU and on CUDA, and the operating system, say that there is no more.
    private static final List<String> SAID =
            List.of("can't allocate memory", "not enough memory", "out of memory");

    private final int half;
    private final IntConsumer halved;
    private int tokens;
    private boolean mayHalve;

    /// @param tokens to begin with
    /// @param halved is told the new size
    CallSize(MemoryPlan plan, int tokens, IntConsumer halved) {
        this.tokens = tokens;
        this.half = plan.largestCall() / 2;
        this.mayHalve = plan.largestCall() > plan.longestRow();
        this.halved = halved;
    }

    /// Whether this, or what caused it, is a lack of memory.
    public static boolean isLackOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof OutOfMemoryError || SAID.stream().anyMatch(words::contains)) {
                return true;
            }
        }
        return false;
    }

    int tokens() {
        return tokens;
    }

    /// @param pass takes the size; it may be done twice
    /// @param undo what a pass that failed half-way left behind
    double within(IntToDoubleFunction pass, Runnable undo) {
        try {
            return pass.applyAsDouble(tokens);
        } catch (RuntimeException e) {
            if (!mayHalve || !isLackOfMemory(e)) {
                throw e;
            }
        }
        mayHalve = false;
        tokens = half;
        undo.run();
        halved.accept(tokens);
        return pass.applyAsDouble(tokens);
    }
}
