package dev.hone.trainer.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.trainer.device.DeviceMemory;
import dev.hone.trainer.recipe.Progress;
import dev.hone.trainer.recipe.RunHooks;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Times the steps of a run, and after each of them something to compare it with.
final class StepClock implements RunHooks {
    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final DoubleSupplier sinceProcessStart;
    private final DeviceMemory device;
    private final int warmUp;
    private final OptionalLong memory;
    private final Consumer<MemoryPlan> other;
    private final List<Taken> steps = new ArrayList<>();
    private final List<Taken> others = new ArrayList<>();
    private @Nullable MemoryPlan plan;
    private OptionalLong peak = OptionalLong.empty();
    private double firstStep;
    private Taken from = new Taken(0, 0);

    /// Seconds of the clock, and of all processors together for this process.
    record Taken(double wall, double processor) {
        Taken minus(Taken earlier) {
            return new Taken(wall - earlier.wall, processor - earlier.processor);
        }
    }

    /// @param device that the run trains in
    /// @param memory bytes that the run may plan with; empty for what the machine has
    /// @param other runs after each step but the first `warmUp`, outside the steps' time
    StepClock(
            DoubleSupplier sinceProcessStart,
            DeviceMemory device,
            int warmUp,
            OptionalLong memory,
            Consumer<MemoryPlan> other) {
        this.sinceProcessStart = sinceProcessStart;
        this.device = device;
        this.warmUp = warmUp;
        this.memory = memory;
        this.other = other;
    }

    void start() {
        from = now();
    }

    @Override
    public OptionalLong memory(DeviceMemory trainsIn) {
        return memory.isPresent() ? memory : trainsIn.available();
    }

    @Override
    public void planned(MemoryPlan planned) {
        plan = planned;
    }

    MemoryPlan plan() {
        return Objects.requireNonNull(plan, "the run plans before its first step");
    }

    @Override
    public void progressed(Progress progress) {
        Taken to = now();
        if (progress.step() == 1) {
            firstStep = sinceProcessStart.getAsDouble();
        }
        if (progress.step() == warmUp) {
            peak = device.peak();
            other.accept(plan());
        }
        if (progress.step() > warmUp) {
            steps.add(to.minus(from));
            Taken begin = now();
            other.accept(plan());
            others.add(now().minus(begin));
        }
        from = now();
    }

    private Taken now() {
        return new Taken(System.nanoTime() / NANOS, system.getProcessCpuTime() / NANOS);
    }

    List<Taken> steps() {
        return steps;
    }

    List<Taken> others() {
        return others;
    }

    OptionalLong peak() {
        return peak;
    }

    double firstStep() {
        return firstStep;
    }
}
