package dev.hone.launcher.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What the supervisor must know about one child process.
interface Part {
    PartName name();

    /// Where others reach it, for people.
    String address();

    /// Makes ready what the process needs on disk. Called before every start, so it must find its
    /// own half-done work of an earlier, interrupted call.
    void prepare() throws IOException, InterruptedException, LaunchException;

    List<String> command() throws LaunchException;

    /// Asked again and again after the start, until the answer is yes.
    boolean ready(ProcessHandle process);

    Duration readyWithin();

    /// After which time, and after each such time again, people are told what the part waits for.
    default Duration usuallyReadyWithin() {
        return Duration.ofSeconds(15);
    }

    /// Asks the process to end in order.
    default void askToStop(ProcessHandle process) {
        process.destroy();
    }

    Duration stopWithin();
}
