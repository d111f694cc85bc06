package dev.hone.orchestrator.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hone.orchestrator.datasets.Origin;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.orchestrator.submissions.Submission;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.JobSpec;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/// The row of a job. Its state changes only through [Transitions]; the columns that say how far it
/// is are written by heartbeats and events and only read here.
@Entity
@Table(name = "jobs")
class JobEntity {
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Origin>> ORIGINS = new TypeReference<>() {};

    @Id String id;
    String project;
    String model;
    @Nullable String suffix;

    @Column(name = "base_name")
    String baseName;

    @Column(name = "base_digest")
    String baseDigest;

    @Column(name = "training_file")
    String trainingFile;

    @Column(name = "validation_file")
    @Nullable String validationFile;

    @Column(name = "evaluation_file")
    @Nullable String evaluationFile;

    @Nullable String preflight;

    @Column(columnDefinition = "jsonb", updatable = false)
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String spec;

    @Column(columnDefinition = "jsonb", updatable = false)
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String requested;

    @Column(columnDefinition = "jsonb", updatable = false)
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String metadata;

    @Column(name = "data_origins", columnDefinition = "jsonb", updatable = false)
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    @Nullable String dataOrigins;

    String pool;
    int priority;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String needs;

    boolean yields;
    String state;
    long token;
    int attempt;

    @Column(name = "platform_failures")
    int platformFailures;

    @Column(name = "resource_failures")
    int resourceFailures;

    @Nullable String worker;

    @Column(name = "lease_expires_at")
    @Nullable Instant leaseExpiresAt;

    @Column(name = "retry_at")
    @Nullable Instant retryAt;

    @Column(name = "bell_at")
    @Nullable Instant bellAt;

    @Column(name = "cancel_requested_at")
    @Nullable Instant cancelRequestedAt;

    @Column(name = "deadline_at")
    @Nullable Instant deadlineAt;

    @Column(name = "budget_seconds")
    @Nullable Double budgetSeconds;

    @Column(name = "budget_money")
    @Nullable Double budgetMoney;

    @Column(name = "budget_currency")
    @Nullable String budgetCurrency;

    @Column(name = "stop_cause")
    @Nullable String stopCause;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "queued_at")
    @Nullable Instant queuedAt;

    @Column(name = "started_at")
    @Nullable Instant startedAt;

    @Column(name = "finished_at")
    @Nullable Instant finishedAt;

    @Column(name = "failure_class")
    @Nullable String failureClass;

    @Column(name = "failure_code")
    @Nullable String failureCode;

    @Column(name = "failure_message")
    @Nullable String failureMessage;

    @Column(updatable = false)
    int step;

    @Column(name = "total_steps", updatable = false)
    int totalSteps;

    @Column(updatable = false)
    @Nullable Double loss;

    @Column(name = "validation_loss", updatable = false)
    @Nullable Double validationLoss;

    @Column(name = "tokens_per_second", updatable = false)
    @Nullable Double tokensPerSecond;

    @Column(name = "seconds_left", updatable = false)
    @Nullable Double secondsLeft;

    @Column(name = "trained_tokens")
    @Nullable Long trainedTokens;

    @Column(name = "evaluation_rows")
    @Nullable Integer evaluationRows;

    @Column(name = "evaluation_base_exact")
    @Nullable Integer evaluationBaseExact;

    @Column(name = "evaluation_adapter_exact")
    @Nullable Integer evaluationAdapterExact;

    @Column(name = "metrics_file")
    @Nullable String metricsFile;

    @Column(name = "report_file")
    @Nullable String reportFile;

    @Column(name = "swept_at")
    @Nullable Instant sweptAt;

    @Version long version;

    protected JobEntity() {}

    JobEntity(Submission accepted, JobRequest request, Instant createdAt) {
        var spec = accepted.spec();
        this.id = spec.jobId();
        this.project = spec.project();
        this.model = spec.model();
        this.suffix = request.suffix();
        this.baseName = spec.base().name();
        this.baseDigest = spec.base().digest();
        this.trainingFile = spec.training().fileId();
        this.validationFile = spec.validation() == null ? null : spec.validation().fileId();
        this.evaluationFile =
                spec.evaluation() == null ? null : spec.evaluation().dataset().fileId();
        this.preflight = spec.preflight() == null ? null : spec.preflight().id();
        this.spec = Json.write(spec);
        this.requested = Json.write(request.hyperparameters());
        this.metadata = Json.write(request.metadata());
        this.dataOrigins = Json.write(accepted.origins());
        this.pool = accepted.pool();
        this.priority = accepted.priority();
        this.needs = Json.write(accepted.needs());
        this.deadlineAt = request.limits().deadline();
        this.budgetSeconds = accepted.budget().seconds();
        this.budgetMoney = accepted.budget().money();
        this.budgetCurrency = accepted.budget().currency();
        this.state = new JobState.Validating().label();
        this.createdAt = createdAt;
    }

    JobSpec spec() {
        return Json.read(spec, JobSpec.class);
    }

    Map<String, Object> requested() {
        return Json.read(requested, VALUES);
    }

    List<Origin> origins() {
        return dataOrigins == null ? List.of() : Json.read(dataOrigins, ORIGINS);
    }

    Map<String, String> metadata() {
        return Json.read(metadata, TEXTS);
    }

    Needs needs() {
        return Json.read(needs, Needs.class);
    }

    void needs(Needs wanted) {
        needs = Json.write(wanted);
    }

    JobState state() {
        return switch (state) {
            case "validating" -> new JobState.Validating();
            case "queued" -> new JobState.Queued();
            case "running" -> new JobState.Running();
            case "finalizing" -> new JobState.Finalizing();
            case "retrying" -> new JobState.Retrying();
            case "pausing" -> new JobState.Pausing();
            case "paused" -> new JobState.Paused();
            case "cancelling" -> new JobState.Cancelling();
            case "succeeded" -> new JobState.Succeeded();
            case "failed" -> new JobState.Failed(failure());
            case "cancelled" -> new JobState.Cancelled();
            default -> throw new IllegalStateException("job %s is in \"%s\"".formatted(id, state));
        };
    }

    private JobFailure failure() {
        return new JobFailure(
                FailureClass.valueOf(Objects.requireNonNull(failureClass)),
                Objects.requireNonNull(failureCode),
                Objects.requireNonNull(failureMessage));
    }

    /// What a state means for the columns.
    void enter(JobState next, Instant now) {
        state = next.label();
        retryAt = next instanceof JobState.Retrying ? retryAt : null;
        leaseExpiresAt = next.owned() ? leaseExpiresAt : null;
        finishedAt = next.terminal() ? now : null;
        yields = false;
        switch (next) {
            case JobState.Queued _ -> {
                queuedAt = now;
                bellAt = now;
            }
            case JobState.Running _ -> startedAt = startedAt == null ? now : startedAt;
            case JobState.Cancelling _, JobState.Cancelled _ ->
                    cancelRequestedAt = cancelRequestedAt == null ? now : cancelRequestedAt;
            case JobState.Failed(JobFailure cause) -> {
                failureClass = cause.failure().name();
                failureCode = cause.code();
                failureMessage = cause.message();
            }
            case JobState.Validating _, JobState.Finalizing _, JobState.Retrying _ -> {}
            case JobState.Pausing _, JobState.Paused _, JobState.Succeeded _ -> {}
        }
    }
}
