package dev.hone.orchestrator.quotes;

import dev.hone.datasets.preflight.FromPreflight.Lengths;
import dev.hone.orchestrator.files.FileReport;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.preflights.PreflightWork;
import dev.hone.orchestrator.preflights.Preflights;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Timing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What jobs will take, and how well that was said.
@ApplicationScoped
public class Quotes {
    private final QuoteRows rows;
    private final Workloads workloads;
    private final Preflights preflights;
    private final Files files;
    private final QuotesConfig config;
    private final Event<JobQuoted> quoted;

    Quotes(
            QuoteRows rows,
            Workloads workloads,
            Preflights preflights,
            Files files,
            QuotesConfig config,
            Event<JobQuoted> quoted) {
        this.rows = rows;
        this.workloads = workloads;
        this.preflights = preflights;
        this.files = files;
        this.config = config;
        this.quoted = quoted;
    }

    /// The quote of a job that nobody has submitted.
    ///
    /// @param lengths of its rows; null where they are not known
    public Quote of(JobSpec spec, String pool, int priority, @Nullable Lengths lengths) {
        var workload = lengths == null ? null : workloads.of(spec, lengths);
        return QuarkusTransaction.joiningExisting()
                .call(() -> estimator(pool, priority, null).quote(job(spec, false), workload));
    }

    /// Quotes a job that has been submitted, once. Of one that needed no preflight to be queued,
    /// the rows are gone over now, and it is quoted when it is asked for again after that.
    void quote(JobSpec spec) {
        var lengths = QuarkusTransaction.requiringNew().call(() -> lengths(spec));
        if (lengths.isEmpty()) {
            return;
        }
        var workload = workloads.of(spec, lengths.get());
        QuarkusTransaction.requiringNew()
                .run(() ->
                        rows.place(spec.jobId())
                                .ifPresent(place -> {
                                    var estimator =
                                            estimator(place.pool(), place.priority(), spec.jobId());
                                    var job = job(spec, place.started());
                                    rows.keep(spec.jobId(), estimator.quote(job, workload));
                                    quoted.fire(
                                            new JobQuoted(
                                                    spec.jobId(),
                                                    Estimator.leastMebibytes(workload)));
                                }));
    }

    private Optional<Lengths> lengths(JobSpec spec) {
        var work = PreflightWork.of(spec);
        var preflight =
                preflights
                        .latest(spec.project(), work)
                        .orElseGet(() -> preflights.ensure(spec.project(), work));
        if (preflight.failure() != null) {
            throw new IllegalStateException(
                    "preflight %s: %s".formatted(preflight.id(), preflight.failure().message()));
        }
        return preflights.lengths(preflight.id());
    }

    /// Remembers what a successful attempt took, in the transaction of the success.
    ///
    /// @param timing null from a worker of an earlier release
    public void learn(JobSpec spec, long token, @Nullable Timing timing) {
        if (timing != null) {
            rows.learn(spec, token, timing);
        }
    }

    /// Jobs that workers of the pool have, and what they will still take.
    public List<RunningJob> running(String pool) {
        return rows.running(pool);
    }

    /// By job; jobs without one are absent.
    public Map<String, QuoteView> of(List<String> jobs) {
        return rows.of(jobs);
    }

    /// Of the newest finished jobs that were quoted.
    @Transactional
    public List<QuoteError> errors(String project, int most) {
        return rows.errors(project, most);
    }

    private Estimator.Job job(JobSpec spec, boolean started) {
        return new Estimator.Job(spec, questions(spec), started);
    }

    /// As many as may be asked, and no more than the file has.
    private int questions(JobSpec spec) {
        var evaluation = spec.evaluation();
        if (evaluation == null) {
            return 0;
        }
        long there =
                files.find(spec.project(), evaluation.dataset().fileId())
                        .map(FileView::report)
                        .map(FileReport::usableRows)
                        .orElse(Long.MAX_VALUE);
        return Math.toIntExact(Math.min(evaluation.maxRows(), there));
    }

    private Estimator estimator(String pool, int priority, @Nullable String job) {
        var classes = rows.classes(pool);
        return new Estimator(
                pool,
                classes,
                classes.stream()
                        .collect(
                                Collectors.toMap(
                                        WorkerClass::device,
                                        one -> rows.samples(pool, one.device()))),
                rows.ahead(pool, priority, job),
                config.pools().get(pool));
    }
}
