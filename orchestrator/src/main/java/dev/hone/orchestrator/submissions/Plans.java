package dev.hone.orchestrator.submissions;

import dev.hone.datasets.preflight.FindingCode;
import dev.hone.datasets.preflight.FromPreflight.Lengths;
import dev.hone.orchestrator.preflights.PreflightView;
import dev.hone.orchestrator.preflights.Preflights;
import dev.hone.orchestrator.projects.Projects;
import dev.hone.orchestrator.quotes.Quotes;
import dev.hone.orchestrator.quotes.QuotesConfig;
import dev.hone.protocol.preflight.PreflightFinding;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans jobs that nobody has submitted: by their preflight, begun now unless there is one.
@ApplicationScoped
class Plans {
    private final Acceptance acceptance;
    private final Preflights preflights;
    private final Projects projects;
    private final Quotes quotes;
    private final QuotesConfig config;

    Plans(
            Acceptance acceptance,
            Preflights preflights,
            Projects projects,
            Quotes quotes,
            QuotesConfig config) {
        this.acceptance = acceptance;
        this.preflights = preflights;
        this.projects = projects;
        this.quotes = quotes;
        this.config = config;
    }

    /// Waits for the preflight, but not for ever: asked again, it goes on from there.
    Plan of(JobRequest request) {
        var examined =
                QuarkusTransaction.joiningExisting()
                        .call(() -> {
                            projects.require(request.project());
                            return acceptance.examined(acceptance.accept(request), request);
                        });
        var preflight = preflights.await(examined.preflight(), config.dryRunWait());
        if (preflight.failure() != null) {
            throw Preflights.refusal(preflight.failure());
        }
        var blocking = blocking(examined, preflight);
        var job = examined.submission();
        return new Plan(
                quotes.of(job.spec(), job.pool(), job.priority(), lengths(preflight, blocking)),
                preflight,
                blocking);
    }

    /// A file without a usable row can be ignored by the preflight, but not by the training.
    private static List<PreflightFinding> blocking(Examined examined, PreflightView preflight) {
        var report = preflight.report();
        return report == null
                ? List.of()
                : report.findings().stream()
                        .filter(finding ->
                                examined.named().blocks(finding)
                                        || finding.code()
                                                .equals(FindingCode.NO_USABLE_ROWS.wireName()))
                        .toList();
    }

    private @Nullable Lengths lengths(PreflightView preflight, List<PreflightFinding> blocking) {
        return blocking.isEmpty() ? preflights.lengths(preflight.id()).orElse(null) : null;
    }
}
