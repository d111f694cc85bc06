package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.time.Duration;
import java.util.ArrayList;

/// The first seconds of a job, in which its rows are gone over: tells what was found in them.
final class Admission {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    /// A file of gigabytes takes longer; who wants to see that watches the job.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int MOST_EVENTS = 100;

    private static final JsonNode NOTHING = MissingNode.getInstance();

    private final HoneClient client;
    private final Terminal people;

    Admission(HoneClient client, Terminal people) {
        this.client = client;
        this.people = people;
    }

    /// The job as it is once its preflight has ended, or when that takes long.
    JsonNode await(JsonNode created) throws InterruptedException {
        var path = JobWatch.path(created.path("id").asText());
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var job = created;
        while (isValidating(job) && System.nanoTime() < deadline) {
            Thread.sleep(INTERVAL);
            job = client.get(path);
        }
        if (isValidating(job)) {
            people.line("its rows are still being gone over");
        }
        tell(path);
        return job;
    }

    private static boolean isValidating(JsonNode job) {
        return job.path("status").asText().equals("validating_files");
    }

    private void tell(String path) {
        var notes = new ArrayList<String>();
        var events = client.find(path + "/events?limit=" + MOST_EVENTS);
        for (var event : events.map(page -> page.path("data")).orElse(NOTHING)) {
            var message = Text.printable(event.path("message").asText());
            switch (event.path("level").asText()) {
                case "warn" -> notes.addFirst("  " + people.yellow("note") + "  " + message);
                case "error" -> notes.addFirst("  " + people.red("error") + "  " + message);
                default -> {}
            }
        }
        notes.forEach(people::line);
    }
}
