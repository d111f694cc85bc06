package dev.hone.launcher.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.chaos.Run.Submitted;
import dev.hone.launcher.platform.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Looks at a healed world: nothing lost, nothing twice, nothing wrong, nothing that still waits.
final class Judgement {
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");
    private static final Duration INVARIANTS_WITHIN = Duration.ofSeconds(60);

    private final Owner owner;
    private final List<String> digests;
    private final List<String> faults = new ArrayList<>();

    /// @param digests of the adapter of each recipe, trained without disturbance
    Judgement(Owner owner, List<String> digests) {
        this.owner = owner;
        this.digests = digests;
    }

    /// What is wrong, in words; empty when all is well.
    List<String> of(List<Submitted> jobs) throws Exception {
        var healed = System.nanoTime();
        awaitInvariants(healed);
        for (var job : jobs) {
            judge(job, awaitEnd(job));
        }
        awaitInvariants(System.nanoTime());
        return List.copyOf(faults);
    }

    /// The digest of each job's adapter; each must succeed.
    List<String> digestsOf(List<Submitted> jobs) throws Exception {
        var found = new ArrayList<String>();
        for (var submitted : jobs) {
            found.add(owner.digest(awaitEnd(submitted).path("fine_tuned_model").asText()));
        }
        return found;
    }

    private JsonNode awaitEnd(Submitted submitted) throws Exception {
        Await.until(
                "the end of " + submitted.job(),
                () -> {
                    var job = owner.job(submitted.job());
                    var paused = job.path("x_hone").path("state").asText().equals("paused");
                    if (paused) {
                        owner.command(submitted.job(), "resume");
                    }
                    return ENDED.contains(job.path("status").asText());
                });
        return owner.job(submitted.job());
    }

    private void judge(Submitted submitted, JsonNode job) throws Exception {
        var status = job.path("status").asText();
        var cancelled = submitted.taken().filter("cancel"::equals).isPresent();
        var wanted = cancelled ? "cancelled" : "succeeded";
        if (!status.equals(wanted)) {
            faults.add(
                    "%s is %s, not %s: %s"
                            .formatted(submitted.job(), status, wanted, job.path("error")));
            return;
        }
        var model = job.path("fine_tuned_model");
        if (cancelled != model.isNull()) {
            faults.add("%s is %s with the adapter %s".formatted(submitted.job(), status, model));
        }
        if (!cancelled) {
            var digest = owner.digest(model.asText());
            if (!digest.equals(digests.get(submitted.order().recipe()))) {
                faults.add(
                        "%s has another adapter than without disturbance: %s"
                                .formatted(submitted.job(), digest));
            }
        }
    }

    /// Every invariant must hold within a minute.
    private void awaitInvariants(long since) throws InterruptedException {
        var violations = violations();
        while (!violations.isEmpty() && System.nanoTime() - since < INVARIANTS_WITHIN.toNanos()) {
            TimeUnit.SECONDS.sleep(1);
            violations = violations();
        }
        violations.forEach(violation -> faults.add("invariant: " + violation));
    }

    private List<JsonNode> violations() throws InterruptedException {
        var violations = new ArrayList<JsonNode>();
        owner.get("/v1/platform/invariants").path("violations").forEach(violations::add);
        return violations;
    }
}
