package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.events.EventLog;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.preflights.PreflightView;
import dev.hone.orchestrator.preflights.Preflights;
import dev.hone.orchestrator.projects.Projects;
import dev.hone.orchestrator.quotes.Quotes;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.orchestrator.submissions.Plan;
import dev.hone.orchestrator.submissions.Submission;
import dev.hone.orchestrator.submissions.Submissions;
import dev.hone.protocol.preflight.RowPreview;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Jobs as their owners handle them.
@ApplicationScoped
public class Jobs {
    private final JobRepository jobs;
    private final Submissions submissions;
    private final Commands commands;
    private final Places places;
    private final Admission admission;
    private final Preflights preflights;
    private final Transitions transitions;
    private final CheckpointRows checkpoints;
    private final EventLog events;
    private final Projects projects;
    private final Quotes quotes;
    private final DatabaseClock clock;
    private final Audit audit;

    Jobs(
            JobRepository jobs,
            Submissions submissions,
            Commands commands,
            Places places,
            Admission admission,
            Preflights preflights,
            Transitions transitions,
            CheckpointRows checkpoints,
            EventLog events,
            Projects projects,
            Quotes quotes,
            DatabaseClock clock,
            Audit audit) {
        this.jobs = jobs;
        this.submissions = submissions;
        this.commands = commands;
        this.places = places;
        this.admission = admission;
        this.preflights = preflights;
        this.transitions = transitions;
        this.checkpoints = checkpoints;
        this.events = events;
        this.projects = projects;
        this.quotes = quotes;
        this.clock = clock;
        this.audit = audit;
    }

    /// Checks the whole request and stores the job, its history, its bell and its audit row in one
    /// transaction. Files that it asks to be made are made before. The job waits for its preflight,
    /// unless there is one already.
    public JobView submit(JobRequest request) {
        var ready = submissions.ready(request);
        return QuarkusTransaction.joiningExisting().call(() -> store(ready));
    }

    private JobView store(JobRequest request) {
        projects.require(request.project());
        var accepted = submissions.accept(request);
        var job =
                preflights.required() ? examined(accepted, request) : unexamined(accepted, request);
        var spec = job.spec();
        audit.record(
                spec.project(),
                "job.submitted",
                spec.jobId(),
                Map.of("base", spec.base().name(), "file", spec.training().fileId()));
        return view(job);
    }

    private JobEntity examined(Submission accepted, JobRequest request) {
        var examined = submissions.examined(accepted, request);
        var job = begun(examined.submission(), request);
        admission.enter(job, examined.preflight());
        return job;
    }

    private JobEntity unexamined(Submission accepted, JobRequest request) {
        var job = begun(accepted, request);
        admission.enter(job);
        return job;
    }

    private JobEntity begun(Submission accepted, JobRequest request) {
        var job = new JobEntity(accepted, request, clock.now());
        transitions.begin(job);
        return job;
    }

    /// What a job would take; all faults of the request are told as at [#submit]. No job is stored,
    /// only the preflight of its rows.
    public Plan plan(JobRequest request) {
        return submissions.plan(request);
    }

    /// What a job of this request would meet in its rows: the preflight, begun now unless the same
    /// was asked for before. A request that no job could have is refused as by [#submit].
    @Transactional
    public PreflightView preflight(JobRequest request) {
        projects.require(request.project());
        return preflights.ensure(request.project(), submissions.work(request));
    }

    /// One row of the training file as the model would read it.
    ///
    /// @param row from 1
    public RowPreview preview(JobRequest request, long row) {
        if (row < 1) {
            throw ApiException.invalid(
                    "row", "out_of_range", "row must be at least 1, was %d".formatted(row));
        }
        var work = QuarkusTransaction.joiningExisting().call(() -> submissions.work(request));
        return preflights.preview(work, row);
    }

    @Transactional
    public Optional<JobView> find(String project, String id) {
        return jobs.of(project, id).map(this::view);
    }

    /// Newest first.
    ///
    /// @param after id of the last job of the page before
    @Transactional
    public Page<JobView> list(String project, @Nullable String after, int limit) {
        Limits.check(limit);
        var page = Page.of(jobs.page(project, after, limit + 1), limit);
        var standing = places.of(page.items());
        var quoted = quotes.of(page.items().stream().map(job -> job.id).toList());
        return page.map(job -> JobViews.of(job, standing, quoted));
    }

    /// A waiting job is cancelled at once, a running one as soon as its worker has stopped. Asking
    /// again is fine; an ended job is refused.
    @Transactional
    public JobView cancel(String project, String id) {
        return view(commands.cancel(project, id));
    }

    /// A running job stops at a checkpoint.
    @Transactional
    public JobView pause(String project, String id) {
        return view(commands.pause(project, id));
    }

    /// A paused job is queued again.
    @Transactional
    public JobView resume(String project, String id) {
        return view(commands.resume(project, id));
    }

    /// Newest first.
    @Transactional
    public Page<JobEventView> events(String project, String id, @Nullable String after, int limit) {
        Limits.check(limit);
        existing(project, id);
        return events.page(id, after, limit)
                .map(entry ->
                        new JobEventView(
                                entry.id(),
                                entry.at(),
                                entry.level(),
                                entry.message(),
                                entry.metrics()));
    }

    /// Newest first.
    @Transactional
    public Page<CheckpointView> checkpoints(
            String project, String id, @Nullable String after, int limit) {
        Limits.check(limit);
        var job = existing(project, id);
        var before = after == null ? Long.MAX_VALUE : checkpoints.sequenceOf(id, after);
        return Page.of(checkpoints.page(job, before, limit + 1), limit);
    }

    private JobEntity existing(String project, String id) {
        return jobs.of(project, id).orElseThrow(() -> ApiException.notFound("job", id));
    }

    private JobView view(JobEntity job) {
        return JobViews.of(job, places.of(List.of(job)), quotes.of(List.of(job.id)));
    }
}
