package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.datasets.Datasets;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/// Makes the two files that a request wants its training file split into. That reads and writes all
/// of its rows, so it is done before the job's transaction, and only for a request that is right
/// otherwise.
@ApplicationScoped
class ValidationSplits {
    static final String PARAM = "x_hone.validation_split";

    private final Acceptance acceptance;
    private final Datasets datasets;

    ValidationSplits(Acceptance acceptance, Datasets datasets) {
        this.acceptance = acceptance;
        this.datasets = datasets;
    }

    /// The request on files that are there.
    JobRequest made(JobRequest request) {
        var share = request.validationSplit();
        if (share == null) {
            return request;
        }
        var whole =
                QuarkusTransaction.requiringNew()
                        .call(() -> acceptance.accept(request).spec().training().fileId());
        var split = datasets.splitFile(PARAM, request.project(), whole, share);
        return request.on(split.training().file(), split.validation().file());
    }
}
