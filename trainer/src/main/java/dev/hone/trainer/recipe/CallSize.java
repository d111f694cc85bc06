package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.MemoryPlan;
import java.util.List;
import java.util.Locale;

/// How many padded tokens one call may have, and what it keeps for the way back. When the engine
/// says that there is no memory for a pass, the pass is done again with half of the tokens or,
/// where a call has one row already, with activations recomputed: once in a run.
public final class CallSize {
    /// How libtorch on CPU and on CUDA, and the operating system, say that there is no more. There
    /// is no type for it: DJL throws the same one for all that libtorch says.
    private static final List<String> SAID =
            List.of(
                    "can't allocate memory",
                    "cannot allocate memory",
                    "not enough memory",
                    "out of memory",
                    "bad_alloc",
                    "status_alloc_failed");

    private final Shrunk shrunk;
    private final int largest;
    private final int longestRow;
    private int tokens;
    private Activations activations;
    private boolean mayShrink = true;

    /// Is told what calls are like from now on.
    interface Shrunk {
        void to(int tokens, Activations activations);
    }

    /// Forward and backward over a window; returns its loss.
    interface Pass {
        double with(int tokensAtOnce, Activations activations);
    }

    /// @param tokens to begin with
    CallSize(MemoryPlan plan, int tokens, Shrunk shrunk) {
        this.tokens = tokens;
        this.largest = Math.min(tokens, plan.largestCall());
        this.longestRow = plan.longestRow();
        this.activations = plan.activations();
        this.shrunk = shrunk;
    }

    /// Whether this says so by itself, whatever caused it.
    public static boolean saysLackOfMemory(Throwable thrown) {
        String words = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        return thrown instanceof OutOfMemoryError || SAID.stream().anyMatch(words::contains);
    }

    private static boolean isLackOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (saysLackOfMemory(cause)) {
                return true;
            }
        }
        return false;
    }

    /// Padded tokens of the largest call there can be.
    int largest() {
        return Math.min(tokens, largest);
    }

    int tokens() {
        return tokens;
    }

    /// @param pass may be done twice
    /// @param undo what a pass that failed half-way left behind
    double within(Pass pass, Runnable undo) {
        try {
            return pass.with(tokens, activations);
        } catch (RuntimeException e) {
            if (!isLackOfMemory(e) || !shrink()) {
                throw e;
            }
        }
        undo.run();
        shrunk.to(tokens, activations);
        return pass.with(tokens, activations);
    }

    private boolean shrink() {
        boolean halves = largest > longestRow;
        if (!mayShrink || (!halves && activations == Activations.RECOMPUTED)) {
            return false;
        }
        mayShrink = false;
        if (halves) {
            tokens = largest / 2;
        } else {
            activations = Activations.RECOMPUTED;
        }
        return true;
    }
}
