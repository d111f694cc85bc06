package dev.hone.orchestrator.preflights;

import dev.hone.datasets.preflight.FromPreflight;
import dev.hone.datasets.preflight.PreflightTask;
import dev.hone.datasets.rows.SplitRule;
import dev.hone.orchestrator.background.Loop;
import dev.hone.orchestrator.store.StoreConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Runs preflights, one a call, each in a process of its own.
@ApplicationScoped
class PreflightRunner {
    private final PreflightRows rows;
    private final StoreConfig store;
    private final PreflightsConfig config;
    private final Set<ChildProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    PreflightRunner(PreflightRows rows, StoreConfig store, PreflightsConfig config) {
        this.rows = rows;
        this.store = store;
        this.config = config;
    }

    /// @return false when there is none to run
    boolean runNext() {
        if (stopping) {
            return false;
        }
        var claimed = rows.claim();
        claimed.ifPresent(this::run);
        return claimed.isPresent();
    }

    /// What runs is handed back.
    void stop() {
        stopping = true;
        running.forEach(ChildProcess::close);
    }

    private void run(PreflightRows.Claimed claimed) {
        var answer = answer(claimed);
        switch (answer) {
            case FromPreflight.Reported found -> rows.succeed(claimed, found);
            case FromPreflight.Failed _ when stopping -> rows.handBack(claimed);
            case FromPreflight.Failed(var code, var message) ->
                    rows.fail(claimed, new PreflightView.Failure(code, message));
            case FromPreflight.Progressed _, FromPreflight.Previewed _ ->
                    throw new IllegalStateException("a preflight is not answered with " + answer);
        }
    }

    private FromPreflight answer(PreflightRows.Claimed claimed) {
        var work = claimed.work();
        var share = work.validationSplit();
        var task =
                new PreflightTask.Report(
                        store.settings(),
                        work.base().files(),
                        work.training(),
                        work.validation(),
                        share == null ? null : SplitRule.ofJobs(share),
                        work.settings());
        try (var child = ChildProcess.start(task, config.timeLimit(), config.heapMebibytes())) {
            running.add(child);
            try {
                return attended(claimed, child);
            } finally {
                running.remove(child);
            }
        } catch (IOException failure) {
            return ChildProcess.cannotStart(failure);
        }
    }

    /// Keeps the lease while the child works; one that another replica has taken is ended.
    private FromPreflight attended(PreflightRows.Claimed claimed, ChildProcess child) {
        var seen = new AtomicLong();
        try (var _ =
                Loop.start(
                        "preflight-lease",
                        config.lease().dividedBy(6),
                        () -> {
                            if (!rows.renew(claimed, seen.get())) {
                                child.close();
                            }
                        })) {
            return child.answer(seen::set);
        }
    }
}
