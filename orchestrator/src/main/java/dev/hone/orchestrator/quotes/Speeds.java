package dev.hone.orchestrator.quotes;

import dev.hone.datasets.plan.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What a class of workers takes for a unit of each part of a job, learned from the attempts it
/// finished: of the same base where there are some, of others where not, with a wider range then.
///
/// @param work seconds for an operation of the training
/// @param token seconds for a token that is read
/// @param answer seconds for an operation of the evaluation; null where none was measured
/// @param fixed seconds that every job takes: process, base, engine, verification
/// @param samples attempts that it was learned from
/// @param sameBase whether they were of the same base and precision
record Speeds(
        Seconds work,
        Seconds token,
        @Nullable Seconds answer,
        Seconds fixed,
        int samples,
        boolean sameBase) {
    /// Attempts further back say less of what the worker does now.
    static final int NEWEST = 20;

    /// Two runs of one job differ by so much on a machine that has nothing else to do.
    private static final double SPREAD = 0.15;

    /// An operation of another base takes another time: its matrices have other sides.
    private static final double OTHER_BASE = 0.5;

    /// @param samples of one class of workers, the newest first
    static Optional<Speeds> of(List<Sample> samples, String base, String precision) {
        var like =
                samples.stream()
                        .filter(s -> s.base().equals(base) && s.precision().equals(precision))
                        .toList();
        var chosen = like.isEmpty() ? samples : like;
        if (chosen.stream().noneMatch(Speeds::trained)) {
            return Optional.empty();
        }
        return Optional.of(learn(chosen, like.isEmpty() ? OTHER_BASE : SPREAD, !like.isEmpty()));
    }

    /// How long a job takes; empty where it has an evaluation and none was measured.
    ///
    /// @param evaluationWork 0 if it has none
    Optional<Seconds> quote(Workload workload, double evaluationWork) {
        var training =
                work.times(workload.work())
                        .plus(
                                token.times(
                                        (double) (workload.tokens() + workload.validationTokens())))
                        .plus(fixed);
        if (evaluationWork == 0) {
            return Optional.of(training);
        }
        return Optional.ofNullable(answer)
                .map(measured -> training.plus(measured.times(evaluationWork)));
    }

    private static boolean trained(Sample sample) {
        return sample.timing().trainingWork() > 0;
    }

    private static boolean evaluated(Sample sample) {
        return sample.timing().evaluationWork() > 0;
    }

    private static Speeds learn(List<Sample> samples, double spread, boolean sameBase) {
        var of = new Samples(samples, spread);
        return new Speeds(
                of.middle(Speeds::trained, s -> s.timing().training() / s.timing().trainingWork()),
                of.middle(
                        s -> s.timing().readTokens() > 0,
                        s -> s.timing().reading() / s.timing().readTokens()),
                samples.stream().anyMatch(Speeds::evaluated)
                        ? of.middle(
                                Speeds::evaluated,
                                s -> s.timing().evaluating() / s.timing().evaluationWork())
                        : null,
                of.middle(_ -> true, s -> s.timing().starting() + s.finishing()),
                (int) samples.stream().filter(Speeds::trained).count(),
                sameBase);
    }

    /// The median, and the range of what was seen, no narrower than the spread.
    private record Samples(List<Sample> all, double spread) {
        Seconds middle(Predicate<Sample> which, ToDoubleFunction<Sample> what) {
            double[] sorted =
                    all.stream().filter(which).limit(NEWEST).mapToDouble(what).sorted().toArray();
            if (sorted.length == 0) {
                return Seconds.NONE;
            }
            double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            return new Seconds(
                    median,
                    Math.min(Arrays.stream(sorted).min().orElseThrow(), median * (1 - spread)),
                    Math.max(Arrays.stream(sorted).max().orElseThrow(), median * (1 + spread)));
        }
    }
}
