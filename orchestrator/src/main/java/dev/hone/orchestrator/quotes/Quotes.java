package dev.hone.orchestrator.quotes;

import dev.hone.datasets.plan.Workload;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.FileReport;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Timing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What jobs will take, and how well that was said.
@ApplicationScoped
public class Quotes {
    private static final Logger LOG = LoggerFactory.getLogger(Quotes.class);

    private final QuoteRows rows;
    private final Workloads workloads;
    private final Files files;
    private final QuotesConfig config;

    Quotes(QuoteRows rows, Workloads workloads, Files files, QuotesConfig config) {
        this.rows = rows;
        this.workloads = workloads;
        this.files = files;
        this.config = config;
    }

    /// The quote of a job that nobody has submitted. Where its rows are not counted within
    /// [QuotesConfig#dryRunWait], one without them; asked again, it goes on from there.
    public Quote of(JobSpec spec, String pool, int priority) {
        var workload = awaited(spec);
        return QuarkusTransaction.joiningExisting()
                .call(() -> estimator(pool, priority, null).quote(job(spec, false), workload));
    }

    /// Quotes a job that has been submitted, once.
    void quote(JobSpec spec) {
        var workload = workloads.of(spec).join();
        QuarkusTransaction.requiringNew()
                .run(() ->
                        rows.place(spec.jobId())
                                .ifPresent(place -> {
                                    var estimator =
                                            estimator(place.pool(), place.priority(), spec.jobId());
                                    var job = job(spec, place.started());
                                    rows.keep(spec.jobId(), estimator.quote(job, workload));
                                }));
    }

    /// Remembers what a successful attempt took, in the transaction of the success.
    ///
    /// @param timing null from a worker of an earlier release
    public void learn(JobSpec spec, long token, @Nullable Timing timing) {
        if (timing != null) {
            rows.learn(spec, token, timing);
        }
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

    private @Nullable Workload awaited(JobSpec spec) {
        try {
            return workloads.of(spec).get(config.dryRunWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return null;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ApiException refused) {
                throw refused;
            }
            LOG.atWarn()
                    .addKeyValue("base", spec.base().name())
                    .addKeyValue("file", spec.training().fileId())
                    .setCause(failure.getCause())
                    .log("Rows not counted");
            throw new IllegalStateException("rows could not be counted", failure.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
