package dev.hone.orchestrator.jobs;

import dev.hone.protocol.FailureCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts failures that the catalogue cannot explain: codes of another release, and the one for
/// what has no code. `hone.failures.unmapped` above zero means that the catalogue lacks something.
@ApplicationScoped
class UnmappedFailures {
    private static final Logger LOG = LoggerFactory.getLogger(UnmappedFailures.class);
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /// A code comes from outside: no worker makes more time series than this of one process.
    private static final int MOST_CODES = 32;

    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final AfterCommit afterCommit;
    private final Set<String> counted = new HashSet<>();

    UnmappedFailures(MeterRegistry meters, AfterCommit afterCommit) {
        this.meters = meters;
        this.afterCommit = afterCommit;
    }

    /// Within the transaction that takes the failure.
    ///
    /// @param worker whose log has more
    void look(JobEntity job, @Nullable String worker, String code) {
        var known = FailureCode.of(code);
        if (known.isEmpty() || known.get() == FailureCode.UNEXPECTED) {
            var id = job.id;
            afterCommit.tell(() -> told(id, worker, code));
        }
    }

    private void told(String jobId, @Nullable String worker, String code) {
        meters.counter("hone.failures.unmapped", "code", label(code)).increment();
        LOG.atWarn()
                .addKeyValue("jobId", jobId)
                .addKeyValue("worker", worker)
                .addKeyValue("code", label(code))
                .log("Failure is not in the catalogue");
    }

    private String label(String code) {
        if (!PLAIN.matcher(code).matches()) {
            return OTHER;
        }
        synchronized (counted) {
            if (counted.size() < MOST_CODES) {
                counted.add(code);
            }
            return counted.contains(code) ? code : OTHER;
        }
    }
}
