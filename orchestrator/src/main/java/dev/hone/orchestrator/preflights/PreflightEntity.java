package dev.hone.orchestrator.preflights;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.preflight.PreflightReport;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "preflights")
class PreflightEntity {
    @Id String id;
    String project;
    String state;

    @Column(name = "reuse_key")
    String reuseKey;

    @Column(columnDefinition = "jsonb", updatable = false)
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String spec;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    @Nullable String report;

    @Column(name = "rows_seen")
    long rowsSeen;

    int attempt;

    @Column(name = "lease_expires_at")
    @Nullable Instant leaseExpiresAt;

    @Column(name = "failure_code")
    @Nullable String failureCode;

    @Column(name = "failure_message")
    @Nullable String failureMessage;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "started_at")
    @Nullable Instant startedAt;

    @Column(name = "finished_at")
    @Nullable Instant finishedAt;

    @Version long version;

    protected PreflightEntity() {}

    PreflightEntity(
            String id, String project, String reuseKey, PreflightWork work, Instant createdAt) {
        this.id = id;
        this.project = project;
        this.reuseKey = reuseKey;
        this.spec = Json.write(work);
        this.state = PreflightState.QUEUED.label();
        this.createdAt = createdAt;
    }

    PreflightState state() {
        return PreflightState.valueOf(state.toUpperCase(Locale.ROOT));
    }

    PreflightWork work() {
        return Json.read(spec, PreflightWork.class);
    }

    void claim(Instant now, Instant lease) {
        state = PreflightState.RUNNING.label();
        startedAt = startedAt == null ? now : startedAt;
        leaseExpiresAt = lease;
        attempt++;
    }

    /// Nothing went wrong with it: it waits again, as if it had not been started.
    void handBack() {
        state = PreflightState.QUEUED.label();
        leaseExpiresAt = null;
        attempt--;
    }

    void succeed(PreflightReport found, Instant now) {
        end(PreflightState.SUCCEEDED, now);
        report = Json.write(found);
        rowsSeen = found.training().rows();
    }

    void fail(PreflightView.Failure failure, Instant now) {
        end(PreflightState.FAILED, now);
        failureCode = failure.code();
        failureMessage = failure.message();
    }

    private void end(PreflightState how, Instant now) {
        state = how.label();
        leaseExpiresAt = null;
        finishedAt = now;
    }

    PreflightView view() {
        return new PreflightView(
                id,
                project,
                state(),
                work(),
                rowsSeen,
                report == null ? null : Json.read(report, PreflightReport.class),
                failureCode == null || failureMessage == null
                        ? null
                        : new PreflightView.Failure(failureCode, failureMessage),
                createdAt,
                startedAt,
                finishedAt);
    }
}
