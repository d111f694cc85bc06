package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerCommandsTest extends CommandsFixture {
    @Test
    void workersAreATable() {
        hone.on("GET /v1/workers", 200, page(worker("training", "\"ftjob-1\""), false));

        var result = run("workers");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("WORKER", "gpu-7", "training", "4.0 GiB", "ftjob-1", "3/40")
                .contains("rack=7,region=eu");
    }

    @Test
    void workersAsJsonAreThoseOfTheApi() {
        hone.on("GET /v1/workers", 200, page(worker("idle", "null"), false));

        var result = run("workers", "list", "--json");

        assertThat(result.out()).startsWith("{\"object\":\"list\"").contains("\"id\":\"gpu-7\"");
    }

    @Test
    void drainLetsTheWorkerFinishItsJob() {
        hone.on("POST /v1/workers/gpu-7/drain", 200, worker("draining", "\"ftjob-1\""));

        var result = run("workers", "drain", "gpu-7");

        assertThat(result.out()).contains("worker gpu-7 is draining, with job ftjob-1");
        assertThat(hone.requests().getLast().body()).isEqualTo("{\"mode\":\"finish\"}");
    }

    @Test
    void drainNowAndWaitReturnsWhenTheJobIsHandedOver() {
        hone.on("POST /v1/workers/gpu-7/drain", 200, worker("draining", "\"ftjob-1\""))
                .on("GET /v1/workers/gpu-7", 200, worker("draining", "\"ftjob-1\""))
                .on("GET /v1/workers/gpu-7", 200, worker("drained", "null"));

        var result = run("workers", "drain", "gpu-7", "--now", "--wait");

        assertThat(result.out()).contains("worker gpu-7 is drained");
        assertThat(hone.requests().getFirst().body()).isEqualTo("{\"mode\":\"hand_over\"}");
        assertThat(hone.requests()).hasSize(3);
    }

    @Test
    void resumeSaysWhatTheWorkerIsAt() {
        hone.on("POST /v1/workers/gpu-7/resume", 200, worker("idle", "null"));

        assertThat(run("workers", "resume", "gpu-7").out()).contains("worker gpu-7 is idle");
    }

    @Test
    void anUnknownWorkerIsExitCode4() {
        hone.on(
                "POST /v1/workers/none/drain",
                404,
                "{\"error\":{\"message\":\"No such worker: \\\"none\\\"\",\"code\":\"worker_not_found\"}}");

        var result = run("workers", "drain", "none");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("No such worker: \"none\"");
    }

    private static String worker(String state, String job) {
        return """
        {"id":"gpu-7","object":"worker","pool":"default","device":"cpu, 2 threads",
         "memory_mebibytes":4096,"labels":{"region":"eu","rack":"7"},"version":"0.1",
         "state":"%s","job":%s,"step":3,"total_steps":40,"last_seen_at":1795000000}
        """
                .formatted(state, job);
    }
}
