package dev.hone.orchestrator.quotes;

import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.background.Loop;
import dev.hone.protocol.JobSpec;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Quotes the jobs that wait. A job whose rows cannot be counted runs all the same, unquoted.
@ApplicationScoped
class QuoteLoop {
    private static final Logger LOG = LoggerFactory.getLogger(QuoteLoop.class);
    private static final int AT_ONCE = 20;

    private final Quotes quotes;
    private final QuoteRows rows;
    private final QuotesConfig config;
    private final BackgroundConfig background;
    private final Set<String> failed = new HashSet<>();
    private @Nullable Loop loop;

    QuoteLoop(Quotes quotes, QuoteRows rows, QuotesConfig config, BackgroundConfig background) {
        this.quotes = quotes;
        this.rows = rows;
        this.config = config;
        this.background = background;
    }

    /// A tariff that makes no sense fails the start, naming its properties.
    void start(@Observes StartupEvent started) {
        var faults =
                config.pools().entrySet().stream()
                        .flatMap(pool -> Tariffs.faults(pool.getKey(), pool.getValue()).stream())
                        .toList();
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
        if (background.background()) {
            loop = Loop.start("quotes", config.every(), this::pass);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (loop != null) {
            loop.close();
        }
    }

    private void pass() {
        var jobs = QuarkusTransaction.requiringNew().call(() -> rows.unquoted(AT_ONCE));
        failed.retainAll(jobs.stream().map(JobSpec::jobId).toList());
        for (JobSpec job : jobs) {
            if (!failed.contains(job.jobId())) {
                quote(job);
            }
        }
    }

    private void quote(JobSpec job) {
        try {
            quotes.quote(job);
        } catch (RuntimeException failure) {
            failed.add(job.jobId());
            LOG.atWarn()
                    .addKeyValue("jobId", job.jobId())
                    .setCause(failure)
                    .log("Job is not quoted");
        }
    }
}
