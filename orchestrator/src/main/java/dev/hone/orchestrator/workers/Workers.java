package dev.hone.orchestrator.workers;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Instance;
import dev.hone.protocol.JobProtocol;
import dev.hone.protocol.Registered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows the workers. A name is held by one start of a worker at a time, and only versions of the
/// protocol that this control plane serves are heard.
@ApplicationScoped
public class Workers implements Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final WorkerRows rows;
    private final WorkersConfig config;

    Workers(WorkerRows rows, WorkersConfig config) {
        this.rows = rows;
        this.config = config;
    }

    /// A worker has started, or wants to be heard again.
    @Transactional
    public Registered register(ClaimRequest worker) {
        hold(worker, false);
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
    public void asks(ClaimRequest worker) {
        hold(worker, true);
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public void heard(String worker) {
        rows.heard(worker);
    }

    /// A worker ends in order: its name is free at once. One that has lost it changes nothing.
    @Transactional
    public void depart(Departure departure) {
        rows.free(departure.worker(), departure.instance());
    }

    private void hold(ClaimRequest worker, boolean asks) {
        Served.check(worker, JobProtocol.SERVED);
        if (!rows.hold(worker, instance(worker), asks, config.silentAfter())) {
            throw nameTaken(worker.worker());
        }
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
