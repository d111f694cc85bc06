package dev.hone.orchestrator.quotes;

import dev.hone.datasets.plan.Calls;
import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.datasets.plan.Workload;
import dev.hone.orchestrator.quotes.QuotesConfig.Tariff;
import dev.hone.protocol.JobSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Makes a quote of what is known, by arithmetic alone.
///
/// @param classes of the pool's workers, those with the most live ones first
/// @param samples of each class, the newest first
/// @param tariff null if the pool has none
record Estimator(
        String pool,
        List<WorkerClass> classes,
        Map<String, List<Sample>> samples,
        List<Ahead> ahead,
        @Nullable Tariff tariff) {
    /// What the heap of a job's process holds before long beside its rows.
    private static final long HEAP = 64L << 20;

    /// What a held row takes: its ids, its labels, the objects around them.
    private static final long BYTES_OF_TOKEN = 5;

    /// A job to be quoted.
    ///
    /// @param questions rows that base and adapter answer after the training
    /// @param started whether a worker has it already
    record Job(JobSpec spec, int questions, boolean started) {
        double evaluationWork(Workload workload) {
            var evaluation = spec.evaluation();
            return evaluation == null
                    ? 0
                    : workload.evaluationWork(questions, evaluation.maxNewTokens());
        }
    }

    Quote quote(Job job, @Nullable Workload workload) {
        var starts = job.started() ? OptionalDouble.of(0) : startsIn();
        return new Quote(
                pool,
                workload,
                workload == null
                        ? List.of()
                        : classes.stream().map(one -> on(one, job, workload)).toList(),
                starts.isPresent() ? starts.getAsDouble() : null,
                starts.isPresent() ? null : startUnknown());
    }

    private Quote.OnWorkers on(WorkerClass workers, Job job, Workload workload) {
        var learned =
                Speeds.of(
                        samples.getOrDefault(workers.device(), List.of()),
                        job.spec().base().digest(),
                        precision(job.spec()));
        var memory = memory(workers, workload);
        var seconds =
                memory.fits()
                        ? learned.flatMap(speeds ->
                                        speeds.quote(workload, job.evaluationWork(workload)))
                                .orElse(null)
                        : null;
        return new Quote.OnWorkers(
                workers.device(),
                workers.live(),
                memory,
                seconds,
                seconds == null ? unknown(memory, learned.isPresent()) : null,
                learned.map(Speeds::samples).orElse(0),
                learned.map(Speeds::sameBase).orElse(false),
                seconds == null || tariff == null
                        ? null
                        : Tariffs.cost(tariff, seconds).orElse(null));
    }

    private static String unknown(Quote.Memory memory, boolean measured) {
        if (!memory.fits()) {
            return "the job does not fit its memory";
        }
        return measured
                ? "no job with an evaluation has been finished by such a worker yet"
                : "no job has been finished by such a worker yet";
    }

    /// MiB that a worker without a GPU must have.
    static long leastMebibytes(Workload workload) {
        long bytes = workload.memory().least(Calls.LANES, heap(workload));
        return Math.ceilDiv(bytes, 1L << 20);
    }

    private static long heap(Workload workload) {
        return HEAP + BYTES_OF_TOKEN * (workload.tokens() + workload.validationTokens());
    }

    private static Quote.Memory memory(WorkerClass workers, Workload workload) {
        var available =
                workers.memoryMebibytes() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(workers.memoryMebibytes() << 20);
        var plan =
                workload.memory().on(new MemoryPlan.Host(Calls.LANES, heap(workload), available));
        return new Quote.Memory(
                plan.fits(),
                plan.peak(),
                available.isPresent() ? available.getAsLong() : null,
                plan.largestCall(),
                plan.activations());
    }

    static String precision(JobSpec spec) {
        return spec.trainingSpec().precision().name().toLowerCase(Locale.ROOT);
    }

    private OptionalDouble startsIn() {
        if (ahead.stream().anyMatch(job -> job.seconds() == null)) {
            return OptionalDouble.empty();
        }
        int idle = classes.stream().mapToInt(one -> one.live() - one.busy()).sum();
        return Queue.startsIn(idle, seconds(true), seconds(false));
    }

    private List<Double> seconds(boolean running) {
        return ahead.stream()
                .filter(job -> job.running() == running)
                .map(Ahead::seconds)
                .filter(Objects::nonNull)
                .toList();
    }

    private String startUnknown() {
        return classes.stream().allMatch(one -> one.live() == 0)
                ? "the pool has no live worker"
                : "a job before it has no quote";
    }
}
