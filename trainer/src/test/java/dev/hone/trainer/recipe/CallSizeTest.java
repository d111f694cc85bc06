package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.MemoryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CallSizeTest {
    private final IllegalStateException noMemory =
            new IllegalStateException(
                    "a lane failed",
                    new RuntimeException("DefaultCPUAllocator: can't allocate memory: you tried"));

    private final List<Integer> tried = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final List<Activations> toldOf = new ArrayList<>();
    private int undone;

    @Test
    void aPassWithoutMemoryIsUndoneAndDoneAgainWithHalfOfTheLargestCall() {
        var size = size(1024, 256);

        double loss = size.within((tokens, _) -> failing(tokens, 4096), () -> undone++);

        assertThat(loss).isEqualTo(512);
        assertThat(tried).containsExactly(4096, 512);
        assertThat(told).containsExactly(512);
        assertThat(undone).isEqualTo(1);
    }

    @Test
    void itIsHalvedOnceInARun() {
        var size = size(1024, 256);
        size.within((tokens, _) -> failing(tokens, 4096), () -> undone++);

        assertThatThrownBy(() -> size.within((tokens, _) -> failing(tokens, 512), () -> undone++))
                .isSameAs(noMemory);
        assertThat(tried).containsExactly(4096, 512, 512);
        assertThat(told).hasSize(1);
    }

    @Test
    void aCallOfOneRowIsDoneAgainWithActivationsRecomputed() {
        var size = size(1024, 1024);

        double loss =
                size.within(
                        (tokens, activations) ->
                                failing(tokens, activations == Activations.SAVED ? tokens : 0),
                        () -> undone++);

        assertThat(loss).isEqualTo(4096);
        assertThat(tried).containsExactly(4096, 4096);
        assertThat(told).containsExactly(4096);
        assertThat(toldOf).containsExactly(Activations.RECOMPUTED);
        assertThat(undone).isEqualTo(1);
    }

    @Test
    void whereActivationsAreRecomputedAlreadyACallOfOneRowIsTheLeast() {
        var size = new CallSize(plan(1024, 1024, Activations.RECOMPUTED), 4096, this::told);

        assertThatThrownBy(() -> size.within((tokens, _) -> failing(tokens, 4096), () -> undone++))
                .isSameAs(noMemory);
        assertThat(told).isEmpty();
    }

    /// A run that was halved before its last checkpoint goes on with that size.
    @Test
    void theHalfIsOfTheSizeThatTheRunBeganWith() {
        var size = new CallSize(plan(1024, 256, Activations.SAVED), 512, this::told);

        size.within((tokens, _) -> failing(tokens, 512), () -> undone++);

        assertThat(tried).containsExactly(512, 256);
    }

    @Test
    void anythingElseIsThrownAsItIs() {
        var fault = new IllegalStateException("a lane failed");

        assertThatThrownBy(() ->
                        size(1024, 256)
                                .within(
                                        (_, _) -> {
                                            throw fault;
                                        },
                                        () -> undone++))
                .isSameAs(fault);
        assertThat(undone).isZero();
    }

    private double failing(int tokens, int failsAt) {
        tried.add(tokens);
        if (tokens == failsAt) {
            throw noMemory;
        }
        return tokens;
    }

    private CallSize size(int largestCall, int longestRow) {
        return new CallSize(plan(largestCall, longestRow, Activations.SAVED), 4096, this::told);
    }

    private void told(int tokens, Activations activations) {
        told.add(tokens);
        toldOf.add(activations);
    }

    private static MemoryPlan plan(int largestCall, int longestRow, Activations activations) {
        return new MemoryPlan(
                1, 1, 1, 1, 4096, largestCall, longestRow, activations, OptionalLong.empty());
    }
}
