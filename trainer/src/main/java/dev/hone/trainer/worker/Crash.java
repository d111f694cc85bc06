package dev.hone.trainer.worker;

import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import java.util.Map;

/// What the exit code of a job's process says that ended without a word.
final class Crash {
    /// The JVM's own, on `-XX:+ExitOnOutOfMemoryError`.
    private static final int HEAP_EXHAUSTED = 3;

    private static final int SIGKILL = 9;

    /// A process that a signal ended has 128 and the signal's number as its exit code.
    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS =
            Map.of(
                    1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE",
                    SIGKILL, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    private Crash() {}

    /// @param step the last step that the process told of
    /// @param oomKilled whether the kernel ended a process of this worker for memory meanwhile
    /// @param log what the JVM wrote down of it
    static Outcome.Failed outcome(int exitCode, int step, boolean oomKilled, CrashLog log) {
        int signal = exitCode - SIGNALLED;
        if (exitCode == HEAP_EXHAUSTED) {
            return FailureCode.HEAP_EXHAUSTED.outcome(
                    "The Java heap of the job's process was too small after step %d."
                            .formatted(step));
        }
        if (log.lackOfMemory() || (signal == SIGKILL && oomKilled)) {
            return FailureCode.OUT_OF_MEMORY.outcome(
                    "The job's process ran out of memory after step %d.".formatted(step));
        }
        if (signal == SIGKILL) {
            return FailureCode.PROCESS_KILLED.outcome(
                    "The job's process was killed (SIGKILL) after step %d.".formatted(step));
        }
        return FailureCode.PROCESS_CRASHED
                .outcome(
                        "The job's process ended without a word after step %d: %s."
                                .formatted(step, how(exitCode, signal)))
                .alike(log.fingerprint(SIGNALS.getOrDefault(signal, "exit code " + exitCode)));
    }

    private static String how(int exitCode, int signal) {
        return SIGNALS.containsKey(signal)
                ? "%s, exit code %d".formatted(SIGNALS.get(signal), exitCode)
                : "exit code " + exitCode;
    }
}
