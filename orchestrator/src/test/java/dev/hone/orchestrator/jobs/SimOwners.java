package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Those who submit jobs in a simulated world, and sometimes think better of it.
final class SimOwners {
    /// The first has a quota of one running job.
    private static final List<String> PROJECTS = List.of("alpha", "beta", "gamma");

    private static final String DIGEST = "0".repeat(64);

    private final SimWorld world;
    private final SimClock clock;
    private final SimRandom random;
    private final long trouble;
    private final Map<String, Integer> steps = new LinkedHashMap<>();
    private final Set<String> submitted = new LinkedHashSet<>();

    SimOwners(SimWorld world, long trouble) {
        this.world = world;
        this.clock = world.clock();
        this.random = world.random();
        this.trouble = trouble;
    }

    int stepsOf(String job) {
        return Objects.requireNonNull(steps.get(job));
    }

    /// Jobs that the platform said it had accepted.
    Set<String> submitted() {
        return submitted;
    }

    static @Nullable Integer mostRunning(String project) {
        return project.equals(PROJECTS.getFirst()) ? 1 : null;
    }

    private static String projectOf(String id) {
        return PROJECTS.get(id.charAt(id.length() - 1) % PROJECTS.size());
    }

    void submitLater(String id) {
        steps.put(id, (int) random.within(1, 24));
        clock.in(random.within(0, trouble / 2), () -> submit(id));
        if (random.chance(0.2)) {
            clock.in(random.within(1_000, trouble), () -> ask(id, "cancel"));
        }
        if (random.chance(0.2)) {
            clock.in(random.within(1_000, trouble), () -> ask(id, "pause"));
        }
    }

    private void submit(String id) {
        world.network()
                .<Boolean>call(
                        replica -> {
                            replica.submit(job(id));
                            return true;
                        },
                        answer -> {
                            if (answer instanceof SimNetwork.Answer.Done<Boolean>) {
                                submitted.add(id);
                            }
                        });
    }

    void ask(String id, String command) {
        world.network()
                .<Boolean>call(
                        replica -> {
                            switch (command) {
                                case "cancel" -> replica.cancel(projectOf(id), id);
                                case "pause" -> replica.pause(projectOf(id), id);
                                default -> replica.resume(projectOf(id), id);
                            }
                            return true;
                        },
                        _ -> {});
    }

    private JobEntity job(String id) {
        var job = new JobEntity();
        job.id = id;
        job.project = projectOf(id);
        job.priority = (int) random.within(-1, 1);
        job.pool = SimWorld.POOL;
        job.needs(Needs.NONE);
        job.model = "ft:" + id;
        job.state = new JobState.Validating().label();
        job.createdAt = clock.now();
        if (random.chance(0.1)) {
            job.deadlineAt = clock.now().plusSeconds(random.within(5, 120));
        }
        if (random.chance(0.1)) {
            job.budgetSeconds = (double) random.within(1, 30);
        }
        job.spec =
                Json.write(
                        new JobSpec(
                                id,
                                projectOf(id),
                                "ft:" + id,
                                new BaseRef("nano", DIGEST, List.of()),
                                new DatasetRef(
                                        "file-1", "rows.jsonl", new ObjectRef("f", DIGEST, 0)),
                                null,
                                null,
                                new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR),
                                new TrainingSpec(
                                        1,
                                        4,
                                        1e-3,
                                        Schedule.COSINE,
                                        0,
                                        1,
                                        0,
                                        64,
                                        Precision.FP32,
                                        2),
                                id.hashCode() & Integer.MAX_VALUE));
        return job;
    }
}
