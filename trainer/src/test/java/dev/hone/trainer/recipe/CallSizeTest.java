package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private int undone;

    @Test
    void aPassWithoutMemoryIsUndoneAndDoneAgainWithHalfOfTheLargestCall() {
        var size = size(1024, 256);

        double loss = size.within(tokens -> failing(tokens, 4096), () -> undone++);

        assertThat(loss).isEqualTo(512);
        assertThat(tried).containsExactly(4096, 512);
        assertThat(told).containsExactly(512);
        assertThat(undone).isEqualTo(1);
    }

    @Test
    void itIsHalvedOnceInARun() {
        var size = size(1024, 256);
        size.within(tokens -> failing(tokens, 4096), () -> undone++);

        assertThatThrownBy(() -> size.within(tokens -> failing(tokens, 512), () -> undone++))
                .isSameAs(noMemory);
        assertThat(tried).containsExactly(4096, 512, 512);
        assertThat(told).hasSize(1);
    }

    @Test
    void aCallOfOneRowCannotBeHalved() {
        var size = size(1024, 1024);

        assertThatThrownBy(() -> size.within(tokens -> failing(tokens, 4096), () -> undone++))
                .isSameAs(noMemory);
        assertThat(told).isEmpty();
    }

    @Test
    void anythingElseIsThrownAsItIs() {
        var fault = new IllegalStateException("a lane failed");

        assertThatThrownBy(() ->
                        size(1024, 256)
                                .within(
                                        _ -> {
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
        var plan = new MemoryPlan(1, 1, 1, 1, 4096, largestCall, longestRow, OptionalLong.empty());
        return new CallSize(plan, plan.tokensAtOnce(), told::add);
    }
}
