package dev.hone.orchestrator.workers;

import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.scheduling.Traits;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Instance;
import dev.hone.protocol.JobProtocol;
import dev.hone.protocol.Registered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows the workers. A name is held by one start of a worker at a time, and only versions of the
/// protocol that this control plane serves are heard.
@ApplicationScoped
public class Workers implements Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /// A worker that was away for longer is not expected to come back.
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final WorkerRows rows;
    private final WorkerViews views;
    private final Audit audit;
    private final WorkersConfig config;

    Workers(WorkerRows rows, WorkerViews views, Audit audit, WorkersConfig config) {
        this.rows = rows;
        this.views = views;
        this.audit = audit;
        this.config = config;
    }

    /// A worker has started, or wants to be heard again.
    @Transactional
    public Registered register(ClaimRequest worker) {
        var _ = hold(worker, false);
        LOG.atInfo()
                .addKeyValue("worker", worker.worker())
                .addKeyValue("place", instance(worker).place())
                .addKeyValue("pool", worker.pool())
                .addKeyValue("version", worker.version())
                .log("Worker registered");
        return new Registered(JobProtocol.SERVED);
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public boolean asks(ClaimRequest worker) {
        return !hold(worker, true);
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public Optional<Drain> heard(String worker) {
        return rows.heard(worker);
    }

    /// A worker ends in order: its name is free at once. One that has lost it changes nothing.
    @Transactional
    public void depart(Departure departure) {
        rows.free(departure.worker(), departure.instance());
    }

    @Transactional
    public Optional<WorkerView> find(String id) {
        return views.find(id);
    }

    /// Each kind of worker that a pool has or had in the last week, once.
    public List<Traits> kinds(String pool) {
        return rows.kinds(pool, REMEMBERED);
    }

    /// By name.
    ///
    /// @param after name of the last one of the page before
    @Transactional
    public Page<WorkerView> list(@Nullable String after, int limit) {
        Limits.check(limit);
        return Page.of(views.page(after, limit + 1), limit);
    }

    /// The worker gets no job any more, whatever is restarted, until it is resumed.
    @Transactional
    public WorkerView drain(String id, Drain drain) {
        return wish(id, drain, "worker.drained", Map.of("mode", drain.label()));
    }

    @Transactional
    public WorkerView resume(String id) {
        return wish(id, null, "worker.resumed", Map.of());
    }

    private WorkerView wish(
            String id, @Nullable Drain drain, String action, Map<String, String> details) {
        if (!rows.drain(id, drain)) {
            throw ApiException.notFound("worker", id);
        }
        audit.record(null, action, id, details);
        LOG.atInfo().addKeyValue("worker", id).addKeyValue("action", action).log("Worker changed");
        return views.find(id).orElseThrow();
    }

    /// @return whether it is drained
    private boolean hold(ClaimRequest worker, boolean asks) {
        Served.check(worker, JobProtocol.SERVED);
        return rows.hold(worker, instance(worker), asks, config.silentAfter())
                .orElseThrow(() -> nameTaken(worker.worker()));
    }

    private static Instance instance(ClaimRequest worker) {
        var instance = worker.instance();
        if (instance == null) {
            throw new IllegalStateException("a worker of a served version says its instance");
        }
        return instance;
    }

    private ApiException nameTaken(String worker) {
        var holder = rows.holder(worker);
        return ApiException.conflict(
                "worker_name_taken",
                "Worker \"%s\" is %s in home %s, heard of %.0f s ago: give each worker an id of its own, or wait until that one has ended or was silent for %d s"
                        .formatted(
                                worker,
                                holder.place(),
                                holder.home(),
                                holder.silence(),
                                config.silentAfter().toSeconds()));
    }
}
