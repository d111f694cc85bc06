package dev.hone.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes of a whole platform under faults drawn from a seed. One schedule by default;
/// `-Dhone.chaos.schedules=300` is the long run, `-Dhone.chaos.seed=SEED` does one again.
@Tag("end-to-end")
class ChaosEndToEndTest {
    private static final Installation INSTALLATION =
            Installation.at(Path.of("").toAbsolutePath().resolve(".."));
    private static final int ROWS = 40;
    private static final int BY_DEFAULT = 1;
    private static final long FIRST_SEED = Long.getLong("hone.chaos.first-seed", 1);

    @TempDir Path directory;

    @Test
    void everyJobEndsAsItShouldWhateverHappensToTheProcesses() throws Exception {
        try (var world = new World(INSTALLATION, directory.resolve("cluster"))) {
            world.start();
            var client = world.client();
            client.importModel("hone-nano", INSTALLATION.baseModel());
            var training = upload(client);
            var digests = undisturbed(world, training);
            var tally = new Tally();
            var failures = new ArrayList<String>();
            for (var turn = 0; turn < schedules(); turn++) {
                var schedule = Schedule.draw(world, seed(turn));
                var failed = perform(world, schedule, training, digests, tally);
                failed.forEach(
                        failure -> failures.add("seed %d: %s".formatted(schedule.seed(), failure)));
            }
            System.out.println(tally);
            assertThat(failures).isEmpty();
        }
    }

    private static int schedules() {
        return Long.getLong("hone.chaos.seed") == null
                ? Integer.getInteger("hone.chaos.schedules", BY_DEFAULT)
                : 1;
    }

    private static long seed(int turn) {
        return Optional.ofNullable(Long.getLong("hone.chaos.seed")).orElse(FIRST_SEED + turn);
    }

    private String upload(HoneClient client) throws IOException {
        var cut = directory.resolve("train.jsonl");
        try (var lines = Files.lines(INSTALLATION.tickets("train.jsonl"))) {
            Files.write(cut, lines.limit(ROWS).toList());
        }
        return client.upload(cut, "fine-tune").path("id").asText();
    }

    /// The adapter of each recipe when nothing happens.
    private static List<String> undisturbed(World world, String training) throws Exception {
        var owner = new Owner(world.client());
        var jobs = new ArrayList<Run.Submitted>();
        for (var recipe = 0; recipe < Recipe.ALL.size(); recipe++) {
            var order = new Order(recipe, Duration.ZERO, List.of());
            var job = owner.submit(Recipe.ALL.get(recipe).body(training, "undisturbed-" + recipe));
            jobs.add(new Run.Submitted(order, job, Optional.empty()));
        }
        return new Judgement(owner, List.of()).digestsOf(jobs);
    }

    private static List<String> perform(
            World world, Schedule schedule, String training, List<String> digests, Tally tally)
            throws Exception {
        System.out.printf("seed %d: %s%n", schedule.seed(), schedule.faults());
        var begin = System.nanoTime();
        var run = new Run(world, schedule, training);
        var jobs = run.perform();
        var failures = new ArrayList<>(new Judgement(new Owner(world.client()), digests).of(jobs));
        tally.count(run.injected());
        for (var job : jobs) {
            var every = Recipe.ALL.get(job.order().recipe()).every();
            var excess =
                    tally.count(
                            every * schedule.mayLose(), Attempts.of(world.cluster(), job.job()));
            if (excess > 0) {
                failures.add("%s lost %d steps too many".formatted(job.job(), excess));
            }
        }
        System.out.printf(
                "seed %d: %d jobs in %d s%s %s%n",
                schedule.seed(),
                jobs.size(),
                (System.nanoTime() - begin) / 1_000_000_000,
                run.notes().isEmpty() ? "" : ", not as drawn: " + run.notes(),
                failures.isEmpty() ? "" : failures);
        return failures;
    }
}
