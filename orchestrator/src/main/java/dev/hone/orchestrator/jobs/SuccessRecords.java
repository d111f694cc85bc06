package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.adapters.Adapters;
import dev.hone.orchestrator.adapters.NewAdapter;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.quotes.Quotes;
import dev.hone.protocol.EvaluationSummary;
import dev.hone.protocol.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Brings an adapter into the registry, its results among the files, and what it took to the
/// quotes.
@ApplicationScoped
class SuccessRecords implements Registration {
    private final Adapters adapters;
    private final Files files;
    private final Quotes quotes;

    SuccessRecords(Adapters adapters, Files files, Quotes quotes) {
        this.adapters = adapters;
        this.files = files;
        this.quotes = quotes;
    }

    @Override
    public void register(JobEntity job, Outcome.Succeeded outcome) {
        adapters.register(new NewAdapter(job.spec(), job.token, outcome.adapter()));
        job.trainedTokens = outcome.trainedTokens();
        job.metricsFile = files.addResult(job.project, "step_metrics.csv", outcome.metrics()).id();
        keepEvaluation(job, outcome.evaluation());
        quotes.learn(job.spec(), job.token, outcome.timing());
    }

    private void keepEvaluation(JobEntity job, @Nullable EvaluationSummary evaluation) {
        if (evaluation == null) {
            return;
        }
        job.evaluationRows = evaluation.rows();
        job.evaluationBaseExact = evaluation.baseExact();
        job.evaluationAdapterExact = evaluation.adapterExact();
        job.reportFile = files.addResult(job.project, "evaluation.json", evaluation.report()).id();
    }
}
