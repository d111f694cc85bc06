package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.trainer.device.DeviceMemory;
import dev.hone.trainer.kernel.JavaHeap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a run asks of whoever started it. All calls but [#getsOn] come from the run's own thread.
public interface RunHooks {
    /// What to do before the next update.
    enum Signal {
        CONTINUE,
        /// Save and hand back: the run will go on elsewhere.
        PAUSE,
        /// Stop, save nothing.
        CANCEL
    }

    /// What a run is at, for those who watch whether it gets on.
    enum Work {
        STEP,
        VALIDATION
    }

    /// The run begins such work, or has done one call of it. Comes from any thread.
    default void getsOn(Work work) {}

    /// After each update.
    void progressed(Progress progress);

    /// The mean loss over the validation rows, as often as the plan says.
    default void validated(int step, double loss) {}

    /// What this process may have of the memory that it trains in, in bytes; empty if nobody knows.
    default OptionalLong memory(DeviceMemory device) {
        return device.available();
    }

    /// Padded tokens that a call may have at most, whatever the memory; empty leaves it to that.
    default OptionalInt mostCallTokens() {
        return OptionalInt.empty();
    }

    /// What the Java heap takes of it.
    default long heap() {
        return JavaHeap.resident();
    }

    /// Before the first step: what the run will need.
    default void planned(MemoryPlan memory) {}

    /// From now on no call has more padded tokens.
    default void callsOf(int tokens) {}

    /// There was no memory for a pass, and it begins again with calls of at most so many tokens,
    /// and with activations saved or recomputed.
    default void shrunk(int tokensAtOnce, Activations activations) {}

    /// Something that people should know of this run: that it ended early, which adapter is kept.
    default void noted(String message) {}

    default Signal signal() {
        return Signal.CONTINUE;
    }

    /// Keeps a checkpoint, which has to be written before this returns.
    default void save(int step, Snapshot snapshot) throws IOException {}

    /// A directory with the files of the newest checkpoint of this run, if there is one.
    default Optional<Path> latestCheckpoint() throws IOException {
        return Optional.empty();
    }
}
