package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.number;
import static dev.hone.launcher.commands.JsonText.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.ProgressBar;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.time.Duration;
import java.util.Set;

/// Follows a job until it ends.
final class JobWatch {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    // A control plane that restarts is back within this time; the job itself goes on meanwhile.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> TERMINAL = Set.of("succeeded", "failed", "cancelled");

    private final HoneCommand hone;
    private final HoneClient client;
    private final Terminal people;
    private final ProgressBar bar;
    private String lastState = "";
    private String lastLine = "";

    JobWatch(HoneCommand hone, HoneClient client) {
        this(hone, client, hone.people());
    }

    JobWatch(HoneCommand hone, HoneClient client, Terminal people) {
        this.hone = hone;
        this.client = client;
        this.people = people;
        bar = new ProgressBar(people);
    }

    static String path(String id) {
        return "/v1/fine_tuning/jobs/" + HoneClient.encode(id);
    }

    /// Returns the job as it ended. Under `--json` each change is one line.
    JsonNode follow(String id) throws InterruptedException {
        while (true) {
            var job = patiently(id);
            show(job);
            if (TERMINAL.contains(job.path("status").asText())) {
                return job;
            }
            Thread.sleep(INTERVAL);
        }
    }

    /// Follows a job and tells its result. Returns the exit code.
    int toItsResult(String id) throws InterruptedException {
        var job = follow(id);
        var evaluation = job.path("x_hone").path("evaluation");
        var rows = evaluation.path("rows").asInt();
        if (!hone.json() && rows > 0) {
            people.line("exact answers on held-out rows");
            people.line("  base     " + Text.share(evaluation.path("base_exact").asInt(), rows));
            people.line("  adapter  " + Text.share(evaluation.path("adapter_exact").asInt(), rows));
        }
        return exitCode(job);
    }

    /// 0 only for a job that succeeded.
    static int exitCode(JsonNode job) {
        return job.path("status").asText().equals("succeeded") ? ExitCode.OK : ExitCode.FAILED;
    }

    private JsonNode patiently(String id) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return client.get(path(id));
            } catch (ClientException.Unreachable gone) {
                if (lastState.isEmpty() || System.nanoTime() > deadline) {
                    throw gone;
                }
                Thread.sleep(INTERVAL);
            }
        }
    }

    private void show(JsonNode job) {
        var more = job.path("x_hone");
        var line = job.path("status").asText() + more.path("step") + more.path("state");
        if (line.equals(lastLine)) {
            return;
        }
        lastLine = line;
        hone.document(job);
        if (hone.json()) {
            return;
        }
        var state =
                more.hasNonNull("state")
                        ? more.path("state").asText()
                        : job.path("status").asText();
        var ended = TERMINAL.contains(job.path("status").asText());
        if (more.path("total_steps").asInt() > 0 && !state.equals("queued")) {
            bar.show(progress(more), ended);
        }
        if (!state.equals(lastState)) {
            lastState = state;
            people.line(describe(state, job));
            explain(more.path("failure"));
        }
    }

    private void explain(JsonNode failure) {
        if (failure.isObject()) {
            people.line("  cause  " + text(failure.path("cause")));
            people.line("  fix    " + text(failure.path("fix")));
            people.line("  more   " + text(failure.path("reference")));
        }
    }

    private static ProgressBar.Progress progress(JsonNode more) {
        return new ProgressBar.Progress(
                more.path("step").asInt(),
                more.path("total_steps").asInt(),
                number(more.path("loss")),
                number(more.path("tokens_per_second")),
                number(more.path("seconds_left")));
    }

    private String describe(String state, JsonNode job) {
        return switch (state) {
            case "succeeded" ->
                    people.green("succeeded") + ": model " + text(job.path("fine_tuned_model"));
            case "failed" -> people.red("failed") + ": " + text(job.path("error").path("message"));
            case "cancelled" -> people.yellow("cancelled");
            default -> people.dim(state);
        };
    }
}
