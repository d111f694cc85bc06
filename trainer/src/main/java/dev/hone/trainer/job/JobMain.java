package dev.hone.trainer.job;

import dev.hone.datasets.store.Stores;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.NativeLibraries;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `java -cp … dev.hone.trainer.job.JobMain`: one attempt at one job, told by its worker through
/// standard input. It never outlives its worker: when the pipe closes, the process ends at once.
public final class JobMain {
    /// The exit code of a process whose worker is gone.
    private static final int ORPHANED = 70;

    private static final int FAILED = 71;

    /// For the last step and its checkpoint, when this process alone is told to end.
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(JobMain.class);

    private final JobPipe<ToJob, FromJob> pipe;

    private JobMain(JobPipe<ToJob, FromJob> pipe) {
        this.pipe = pipe;
    }

    public static void main(String[] arguments) {
        var out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // the pipe is for messages only
        try {
            new JobMain(new JobPipe<>(System.in, out, ToJob.class)).run();
        } catch (Throwable e) {
            LOG.atError().setCause(e).log("Job process failed");
            Runtime.getRuntime().halt(FAILED);
        }
        // All is told. Native threads and hooks have nothing left to do.
        Runtime.getRuntime().halt(0);
    }

    private void run() throws IOException {
        if (!(pipe.hear().orElse(null) instanceof ToJob.Begin(var claim, var settings))) {
            throw new IllegalStateException("a worker begins by telling the job");
        }
        var job = new RunningJob(claim, this::say);
        var training = Thread.currentThread();
        Thread.ofPlatform().name("worker's words").daemon().start(() -> listen(job));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> handBack(job, training)));
        OomScore.raise();
        NativeLibraries.configure(settings.nativeDir());
        try (var _ = JobLock.take(settings.workDir())) {
            say(new FromJob.Ended(outcome(job, settings)));
        }
    }

    // A job may fail in any way, an error of the native library among them; each is an outcome.
    private static Outcome outcome(RunningJob job, JobSettings settings) {
        try {
            job.stop().check();
            return train(job, settings);
        } catch (StopSignal.Raised _) {
            return job.stopped();
        } catch (Throwable e) {
            return Failures.outcome(job.claim(), e);
        }
    }

    private static Outcome train(RunningJob job, JobSettings settings) throws IOException {
        var directory = new WorkDirectory(settings.workDir());
        var scratch = directory.scratch("job");
        try (var store = new PulsingStore(Stores.open(settings.store()), job.pulse())) {
            var upload = new Upload(store, job, RandomGenerator.getDefault());
            return new SftRun(job, settings, store, upload, scratch)
                    .run(
                            new BaseCache(store, directory),
                            () -> Engine.open(settings.device(), settings.threads()));
        } finally {
            WorkDirectory.remove(scratch);
        }
    }

    private void listen(RunningJob job) {
        try {
            for (var message = pipe.hear(); message.isPresent(); message = pipe.hear()) {
                job.hear(message.get());
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Worker not heard");
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private void say(FromJob message) {
        try {
            pipe.say(message);
        } catch (IOException e) {
            throw new UncheckedIOException("the worker is gone", e);
        }
    }

    /// SIGTERM and SIGINT to this process: the worker hands the job back, so it can go on
    /// elsewhere.
    private static void handBack(RunningJob job, Thread training) {
        job.stop().raise(new StopSignal.Reason.ShuttingDown());
        try {
            var _ = training.join(LAST_STEP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
