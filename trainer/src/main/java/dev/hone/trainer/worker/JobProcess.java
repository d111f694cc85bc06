package dev.hone.trainer.worker;

import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.job.FromJob;
import dev.hone.trainer.job.JobPipe;
import dev.hone.trainer.job.JobSettings;
import dev.hone.trainer.job.Phase;
import dev.hone.trainer.job.ProcessNotStartedException;
import dev.hone.trainer.job.StopSignal;
import dev.hone.trainer.job.ToJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running process of one attempt. What it says is done to the attempt; what the attempt hears
/// is said to it, and where words are not enough it is killed.
final class JobProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);

    /// For a process that has said its last word.
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final Attempt attempt;
    private final Limits limits;
    private final Process process;
    private final JobPipe<FromJob, ToJob> pipe;
    private final OomKills oomKills = OomKills.now();
    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable Outcome hung;
    private @Nullable Outcome outcome;

    /// Padded tokens of the largest call of the model; 0 before the first.
    private int calls;

    /// When words are not enough.
    ///
    /// @param cancel how long a cancelled job may take to the end of its step
    /// @param hang how long it may go without a pulse
    /// @param logs where traces of its end are kept
    record Limits(Duration cancel, Duration hang, Path logs) {}

    private JobProcess(Attempt attempt, Limits limits, Process process) {
        this.attempt = attempt;
        this.limits = limits;
        this.process = process;
        this.pipe =
                new JobPipe<>(process.getInputStream(), process.getOutputStream(), FromJob.class);
    }

    /// What the process prints as errors goes where this process's errors go.
    static JobProcess start(List<String> command, Attempt attempt, Limits limits) {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new JobProcess(attempt, limits, builder.start());
        } catch (IOException e) {
            throw new ProcessNotStartedException(e);
        }
    }

    /// Hands the job over, and returns when the process has ended.
    Outcome run(JobSettings settings) throws IOException {
        var ended = await(settings);
        return calls > 0
                        && ended instanceof Outcome.Failed failed
                        && FailureCode.OUT_OF_MEMORY.is(failed.code())
                ? failed.inCallsOf(calls)
                : ended;
    }

    private Outcome await(JobSettings settings) throws IOException {
        say(new ToJob.Begin(attempt.claim(), settings));
        attempt.stop().onRaise(this::stop);
        listen();
        int exitCode = exitCode();
        if (outcome != null) {
            return outcome;
        }
        if (hung != null) {
            return hung;
        }
        LOG.atWarn()
                .addKeyValue("jobId", attempt.claim().spec().jobId())
                .addKeyValue("exitCode", exitCode)
                .addKeyValue("step", attempt.progress().step())
                .log("Job process died");
        return attempt.stop().isRaised()
                ? attempt.stopped()
                : Crash.outcome(
                        exitCode,
                        attempt.progress().step(),
                        oomKills.happened(),
                        CrashLog.read(limits.logs(), process.pid()));
    }

    private void listen() throws IOException {
        try (var watchdog = new Watchdog(limits.hang(), this::takeDownThreads, this::endHanging)) {
            for (var message = pipe.hear(); message.isPresent(); message = pipe.hear()) {
                var heard = message.get();
                watchdog.during(() -> act(heard));
            }
        }
    }

    private void takeDownThreads() {
        var file = limits.logs().resolve("hang-%d.log".formatted(process.pid()));
        boolean told = ThreadDump.write(process.pid(), file);
        LOG.atWarn()
                .addKeyValue("jobId", attempt.claim().spec().jobId())
                .addKeyValue("phase", phase)
                .addKeyValue("threads", told ? file : "not told")
                .log("Job process shows no pulse");
    }

    private void endHanging() {
        hung =
                FailureCode.HUNG
                        .outcome(
                                "no progress for %d s at step %d while %s"
                                        .formatted(
                                                limits.hang().toSeconds(),
                                                attempt.progress().step(),
                                                phase.words()))
                        .alike(phase.label());
        process.destroyForcibly();
    }

    private void act(FromJob message) {
        switch (message) {
            case FromJob.Progressed(var step, var totalSteps) -> attempt.progress(step, totalSteps);
            case FromJob.Pulse(var now) -> phase = now;
            case FromJob.Calls(var tokens) -> calls = tokens;
            case FromJob.Told(var event) -> attempt.tell(event);
            case FromJob.Checkpoint(var manifest) ->
                    say(new ToJob.Checkpointed(attempt.checkpoint(manifest)));
            case FromJob.Ended(var how) -> outcome = how;
        }
    }

    /// Nothing of a lost lease may count, so its process has nothing to finish.
    private void stop(StopSignal.Reason reason) {
        switch (reason) {
            case StopSignal.Reason.LeaseLost _ -> process.destroyForcibly();
            case StopSignal.Reason.ShuttingDown _ -> say(new ToJob.Stop(Directive.CONTINUE));
            case StopSignal.Reason.Told(var directive) -> {
                say(new ToJob.Stop(directive));
                if (directive == Directive.CANCEL) {
                    killAfter(limits.cancel());
                }
            }
        }
    }

    /// A cancelled job's long step is not waited for: nothing of it is kept.
    private void killAfter(Duration patience) {
        CompletableFuture<Process> _ =
                process.onExit()
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(_ -> process.destroyForcibly());
    }

    /// A process that is gone is seen where its last words are awaited.
    private void say(ToJob message) {
        try {
            pipe.say(message);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("jobId", attempt.claim().spec().jobId())
                    .addKeyValue("cause", e.toString())
                    .log("Job process not reached");
        }
    }

    private int exitCode() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
                        process.destroyForcibly();
                    }
                    return process.waitFor();
                } catch (InterruptedException _) {
                    interrupted = true;
                    process.destroyForcibly();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
