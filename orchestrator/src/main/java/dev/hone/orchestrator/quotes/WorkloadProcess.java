package dev.hone.orchestrator.quotes;

import dev.hone.datasets.plan.Workload;
import dev.hone.datasets.plan.WorkloadAnswer;
import dev.hone.datasets.plan.WorkloadMain;
import dev.hone.datasets.plan.WorkloadTask;
import dev.hone.orchestrator.child.ChildJvm;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.store.StoreConfig;
import dev.hone.protocol.JobSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a [WorkloadMain] for one job.
@ApplicationScoped
class WorkloadProcess {
    private final StoreConfig store;
    private final QuotesConfig config;

    WorkloadProcess(StoreConfig store, QuotesConfig config) {
        this.store = store;
        this.config = config;
    }

    Workload count(JobSpec spec) {
        try {
            return count(Json.write(new WorkloadTask(store.settings(), spec)));
        } catch (IOException failure) {
            throw new UncheckedIOException("rows could not be counted", failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows are counted");
        }
    }

    private Workload count(String task) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            var killer = killed(process);
            in.write(task + "\n");
            in.flush(); // and left open: the end of its input would be the end of the process
            var answer = process.inputReader(StandardCharsets.UTF_8).readLine();
            int exitCode = process.waitFor();
            killer.interrupt();
            if (answer == null || exitCode != 0) {
                throw new IOException(
                        "the process that counts rows ended with exit code " + exitCode);
            }
            return workload(Json.read(answer, WorkloadAnswer.class));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Workload workload(WorkloadAnswer answer) {
        var workload = answer.workload();
        if (workload == null) {
            throw ApiException.invalid(
                    "training_file", "no_usable_rows", String.valueOf(answer.refused()));
        }
        return workload;
    }

    private Thread killed(Process process) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        if (!process.waitFor(config.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                            process.destroyForcibly();
                        }
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private List<String> command() {
        return ChildJvm.command(
                WorkloadMain.class,
                config.heapMebibytes(),
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true");
    }
}
