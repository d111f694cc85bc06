package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.protocol.Claim;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainEvent;
import dev.hone.protocol.TrainingSpec;
import dev.hone.trainer.job.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real jobs that have less memory than they would like, in processes of their own.
@Timeout(900)
class JobMemoryTest extends WorkerFixture {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern PREDICTED =
            Pattern.compile("Memory: about (\\d+) MiB predicted.*");
    private static final Pattern CALLS = Pattern.compile("Memory: .*, calls of up to (\\d+) .*");
    private static final String RECOMPUTED = "are recomputed on the way back";
    private static final String SHRUNK = "There was not enough memory for a step";

    /// More than a process of such a job needs with one row in a call, less than with two: at 850
    /// one row is sometimes too much, at 1,000 two sometimes fit.
    private static final long DATA_MEBIBYTES = 930;

    /// From here on down there is some limit that is too low even for one row in a call; where it
    /// lies depends on the processor, for which libtorch chooses its programs.
    private static final long SCARCE_MEBIBYTES = 780;

    private static final long STEP_MEBIBYTES = 40;

    JobMemoryTest(@TempDir Path directory) throws IOException {
        super(directory, TinyBase::deep);
        new WorkDirectory(directory.resolve("work")).clean();
    }

    @Test
    void aJobThatMayNotKeepTheActivationsOfOneRowRecomputesThemToTheSameBytes() throws Exception {
        var ample = run(recomputing(1));
        long predicted = predicted(ample);

        var tight = run(recomputing(2), "job.memory-mib=" + predicted * 2 / 3, _ -> {});

        assertThat(ample.said()).noneMatch(words -> words.contains(RECOMPUTED));
        assertThat(tight.said()).anyMatch(words -> words.contains(RECOMPUTED));
        assertThat(predicted(tight)).isLessThan(predicted * 2 / 3);
        assertThat(tight.adapter()).isEqualTo(ample.adapter());
    }

    /// The kernel refuses the process more data while a step asks for it, as where other processes
    /// took what the plan had counted on.
    @Test
    void aStepThatTheAllocatorHasNoMemoryForIsDoneAgainWithSmallerCalls() throws Exception {
        var ample = run(halving(1));

        var tight = run(halving(2), "", pid -> limit(pid, DATA_MEBIBYTES));

        assertThat(ample.said()).noneMatch(words -> words.contains(SHRUNK));
        assertThat(tight.said()).filteredOn(words -> words.contains(SHRUNK)).hasSize(1);
        assertThat(tight.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertSameLosses(tight, ample);
    }

    private static void assertSameLosses(Ran ran, Ran ample) {
        assertThat(ran.losses()).hasSize(ample.losses().size());
        for (int step = 0; step < ample.losses().size(); step++) {
            double expected = ample.losses().get(step);
            assertThat(ran.losses().get(step)).isCloseTo(expected, within(1e-4 * expected));
        }
    }

    /// A real step is refused memory, calls half as large too, and the attempt ends of it. The next
    /// one, as the control plane gives it, ends well, and has trained the same but for rounding.
    @Test
    void aJobWhoseMemoryRanOutSucceedsWithSmallerCalls() throws Exception {
        var ample = run(halving(1));
        var failed = withTooLittle();

        var claim = halving(3).inCallsOf(Objects.requireNonNull(failed.callTokens()) / 2);
        var smaller = run(claim);

        assertThat(failed.code()).isEqualTo("out_of_memory");
        assertThat(smaller.said()).anyMatch(words -> words.contains("as memory ran out"));
        assertThat(smaller.calls()).isLessThan(ample.calls());
        assertThat(smaller.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertSameLosses(smaller, ample);
    }

    private Outcome.Failed withTooLittle() throws Exception {
        for (long limit = SCARCE_MEBIBYTES; limit > 0; limit -= STEP_MEBIBYTES) {
            long mebibytes = limit;
            var ran = run(halving(2), "", pid -> limit(pid, mebibytes));
            if (ran.outcome() instanceof Outcome.Failed failed) {
                return failed;
            }
        }
        throw new AssertionError("no memory was too little");
    }

    @Test
    void callsOfTheSameSizeGiveTheSameAdapterAgain() throws Exception {
        int half = run(halving(1)).calls() / 2;

        var one = run(halving(2).inCallsOf(half));
        var other = run(halving(3).inCallsOf(half));

        assertThat(one.calls()).isLessThanOrEqualTo(half);
        assertThat(one.adapter()).isEqualTo(other.adapter());
    }

    private static void limit(long pid, long mebibytes) throws IOException {
        var prlimit = List.of("prlimit", "--pid", "" + pid, "--data=" + (mebibytes << 20));
        assertThat(new ProcessBuilder(prlimit).inheritIO().start().onExit().join().exitValue())
                .isZero();
    }

    private static long predicted(Ran ran) {
        return ran.told(PREDICTED);
    }

    /// One long row in a step.
    private Claim recomputing(long token) throws IOException {
        return claim(token, 1, TinyJob.longRows(2, 1500));
    }

    /// Two rows in the call of each lane.
    private Claim halving(long token) throws IOException {
        return claim(token, 4, TinyJob.longRows(8, 700));
    }

    private Claim claim(long token, int batch, String rows) throws IOException {
        var spec =
                new TrainingSpec(
                        1, batch, 1e-3, Schedule.CONSTANT, 0, 1, 0, 2048, Precision.FP32, 1000);
        return job.claim(token, null, rows, spec);
    }

    /// What a job said to people, and how it ended.
    private record Ran(List<String> said, List<Double> losses, Outcome outcome) {
        long told(Pattern number) {
            return said.stream()
                    .map(number::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                    .findFirst()
                    .orElseThrow();
        }

        /// Tokens of its largest call.
        int calls() {
            return Math.toIntExact(told(CALLS));
        }

        /// The hash of its adapter.
        String adapter() {
            assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
            return ((Outcome.Succeeded) outcome)
                    .adapter().files().stream()
                            .filter(file -> file.path().equals("adapter_model.safetensors"))
                            .map(NamedObject::object)
                            .findFirst()
                            .orElseThrow()
                            .sha256();
        }
    }

    /// Is done to a job's process as soon as it is there.
    private interface Treatment {
        void of(long pid) throws IOException;
    }

    private Ran run(Claim claim) throws IOException {
        return run(claim, "", _ -> {});
    }

    private Ran run(Claim claim, String setting, Treatment treatment) throws IOException {
        controlPlane.outcomes.clear();
        controlPlane.jobs.add(claim);
        var before = ProcessHandle.current().children().toList();
        var runner = new ProcessRunner(settings(setting));
        try (var worker =
                new RunningWorker(controlPlane, new TestBell(), runner, Duration.ofSeconds(1))) {
            Await.until("a process", PATIENCE, () -> newer(before).isPresent());
            treatment.of(newer(before).orElseThrow().pid());
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
            return ran(worker.events);
        }
    }

    private static Optional<ProcessHandle> newer(List<ProcessHandle> before) {
        return ProcessHandle.current().children().filter(p -> !before.contains(p)).findFirst();
    }

    private Ran ran(TestEvents events) {
        var said = new ArrayList<String>();
        var losses = new ArrayList<Double>();
        for (var envelope : events.sent) {
            switch (envelope.event()) {
                case TrainEvent.Message(_, var words) -> said.add(words);
                case TrainEvent.Step step -> losses.add(step.loss());
                case TrainEvent.Validated _ -> {}
            }
        }
        return new Ran(said, losses, controlPlane.outcomes.getFirst());
    }

    /// The larger compiler takes so much at once that the JVM may be the one that is refused, and
    /// dies of it.
    private WorkerSettings settings(String more) throws IOException {
        return WorkerSettings.read(
                TinyWorker.settings(
                        directory,
                        controlPlane,
                        "threads=2",
                        "job.java-options=-Xms64m -Xmx256m -XX:TieredStopAtLevel=1",
                        more));
    }
}
