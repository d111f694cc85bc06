package dev.hone.orchestrator.quotes;

import dev.hone.datasets.plan.Workload;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.JobSpec;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What jobs come to. Counting their rows takes a process of its own, one at a time; what was
/// counted is remembered, so a dry run and the submission after it count once.
@ApplicationScoped
class Workloads {
    private static final int REMEMBERED = 200;

    private final WorkloadProcess process;
    private final ExecutorService counting =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("hone-workloads").factory());
    private final Map<String, CompletableFuture<Workload>> counted =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, CompletableFuture<Workload>> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    Workloads(WorkloadProcess process) {
        this.process = process;
    }

    /// A failure is forgotten, so that the next question tries again.
    CompletableFuture<Workload> of(JobSpec spec) {
        var key = key(spec);
        var workload =
                counted.computeIfAbsent(
                        key,
                        _ -> CompletableFuture.supplyAsync(() -> process.count(spec), counting));
        if (workload.isCompletedExceptionally()) {
            counted.remove(key, workload);
        }
        return workload;
    }

    void stop(@Observes ShutdownEvent stopped) {
        counting.shutdownNow();
    }

    /// All that the rows and their arithmetic depend on; names and seeds are not among it.
    private static String key(JobSpec spec) {
        var validation = spec.validation();
        return Json.write(
                new Object[] {
                    spec.base().digest(),
                    spec.training().object().sha256(),
                    spec.training().format(),
                    validation == null ? null : validation.object().sha256(),
                    spec.lora(),
                    spec.trainingSpec()
                });
    }
}
