package dev.hone.trainer.bench;

import dev.hone.datasets.adapter.AdapterShape;
import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.BaseInspection;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import dev.hone.trainer.recipe.LoraOutcome;
import dev.hone.trainer.recipe.LoraPlan;
import dev.hone.trainer.recipe.LoraSft;
import dev.hone.trainer.recipe.Schedule;
import dev.hone.trainer.recipe.Warmup;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Trains an adapter by the real recipe on rows that fill every position, and measures between the
/// steps. After each timed step the matrix products of such a step are timed alone: the two stand
/// side by side, so that a machine shared with others slows both.
final class TrainBench {
    /// Steps before the first timed one: the JVM compiles, the allocator fills up.
    static final int WARM_UP = 3;

    private static final double RATE = 1e-4;

    private final BenchSettings settings;
    private final Instant processStart;

    TrainBench(BenchSettings settings, Instant processStart) {
        this.settings = settings;
        this.processStart = processStart;
    }

    BenchReport run() throws IOException {
        BaseDirectory base = base();
        try (var engine = Engine.open(settings.device(), settings.threads());
                var loaded = LoadedBase.load(engine, base, settings.type())) {
            double load = sinceStart();
            int vocabulary = base.config().vocabulary();
            int steps = WARM_UP + settings.steps();
            var rows = SyntheticRows.of(steps * settings.batch(), settings.length(), vocabulary);
            try (var products = products(engine, loaded, rows)) {
                var clock = clock(engine, products);
                train(engine, loaded, rows, clock);
                return report(engine, loaded, load, clock);
            }
        }
    }

    private BenchReport report(Engine engine, LoadedBase base, double load, StepClock clock) {
        long tokens = (long) settings.batch() * settings.length();
        return new BenchReport(
                settings,
                engine.tensors().deviceName(),
                tokens,
                tokens - settings.batch(),
                Spread.of(clock.steps(), StepClock.Taken::wall),
                Spread.of(clock.others(), StepClock.Taken::wall),
                share(clock, StepClock.Taken::wall),
                share(clock, StepClock.Taken::processor),
                clock.peak(),
                clock.plan(),
                base.bytes(),
                load,
                clock.firstStep());
    }

    /// Of the products in the step before them.
    private static Spread share(StepClock clock, ToDoubleFunction<StepClock.Taken> time) {
        var shares = new ArrayList<Double>();
        for (int i = 0; i < clock.steps().size(); i++) {
            shares.add(
                    time.applyAsDouble(clock.others().get(i))
                            / time.applyAsDouble(clock.steps().get(i)));
        }
        return Spread.of(shares, Double::doubleValue);
    }

    private BaseDirectory base() throws IOException {
        if (!Files.isDirectory(settings.model())) {
            throw new BenchFaults(List.of("--model must be a directory, was " + settings.model()));
        }
        BaseDirectory base =
                switch (BaseDirectory.inspect(settings.model())) {
                    case BaseInspection.Sound(var sound) -> sound;
                    case BaseInspection.Faulty(var faults) -> throw new BenchFaults(faults);
                };
        var faults = faults(base.config());
        if (!faults.isEmpty()) {
            throw new BenchFaults(faults);
        }
        return base;
    }

    private List<String> faults(ModelConfig config) {
        var faults = new ArrayList<String>();
        if (settings.length() > config.maxPositions()) {
            faults.add(
                    "--length must be at most %d, the positions of %s, was %d"
                            .formatted(config.maxPositions(), settings.model(), settings.length()));
        }
        var shape = new AdapterShape(settings.rank(), LoraModule.names(), Map.of(), Map.of());
        shape.misfits(LinearLayers.of(config)).forEach(m -> faults.add("--" + m.message()));
        return faults;
    }

    private LoraSettings lora() {
        return new LoraSettings(
                settings.rank(),
                2.0 * settings.rank(),
                settings.dropout(),
                LoraModule.names(),
                false,
                settings.magnitudes(),
                Map.of(),
                Map.of());
    }

    private StepClock clock(Engine engine, StepProducts products) {
        return new StepClock(
                this::sinceStart,
                engine.tensors().memory(),
                WARM_UP,
                settings.memory(),
                products::run);
    }

    private void train(Engine engine, LoadedBase base, List<TokenizedSample> rows, StepClock clock)
            throws IOException {
        var plan =
                new LoraPlan(
                        1,
                        settings.batch(),
                        1,
                        RATE,
                        Schedule.CONSTANT,
                        new Warmup.Ratio(0),
                        1,
                        0,
                        0,
                        0);
        clock.start();
        switch (new LoraSft(engine, base, lora(), plan, rows, List.of(), clock).run()) {
            case LoraOutcome.Finished finished -> finished.adapter().close();
            case LoraOutcome.Stopped stopped ->
                    throw new IllegalStateException("nobody asked to stop, yet: " + stopped);
        }
    }

    private StepProducts products(Engine engine, LoadedBase base, List<TokenizedSample> rows) {
        return new StepProducts(engine, base, lora(), rows.subList(0, settings.batch()));
    }

    private double sinceStart() {
        return Duration.between(processStart, Instant.now()).toNanos() / 1e9;
    }
}
