package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.orchestrator.scheduling.Traits;
import dev.hone.orchestrator.workers.PoolsConfig;
import dev.hone.orchestrator.workers.Workers;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Labels;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Refuses labels that no worker of a pool has, with what there is.
@ApplicationScoped
class LabelRules {
    private static final String PARAM = "x_hone.worker_labels";

    private final Workers workers;
    private final PoolsConfig pools;

    LabelRules(Workers workers, PoolsConfig pools) {
        this.workers = workers;
        this.pools = pools;
    }

    /// A pool that had no worker of late may get any.
    void check(String pool, Map<String, String> labels, List<Fault> faults) {
        var wrong = Labels.faults(labels);
        wrong.forEach(fault -> faults.add(new Fault(PARAM, fault, "invalid_labels")));
        if (!wrong.isEmpty() || labels.isEmpty() || pools.elastic(pool)) {
            return;
        }
        var needs = new Needs(labels, 0);
        var there = workers.kinds(pool);
        if (!there.isEmpty() && there.stream().noneMatch(needs::metBy)) {
            faults.add(
                    new Fault(
                            PARAM,
                            "no worker of pool \"%s\" has %s; its workers have %s%s"
                                    .formatted(pool, needs.words(), words(there), elsewhere(needs)),
                            FailureCode.NO_WORKER_FITS.code()));
        }
    }

    private static String words(List<Traits> kinds) {
        return kinds.stream()
                .map(kind -> new Needs(kind.labels(), 0).words())
                .map(labels -> labels.isEmpty() ? "no labels" : labels)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private String elsewhere(Needs needs) {
        var others =
                pools.pools().stream()
                        .filter(pool -> workers.kinds(pool).stream().anyMatch(needs::metBy))
                        .toList();
        return others.isEmpty() ? "" : "; such workers are in " + String.join(", ", others);
    }
}
