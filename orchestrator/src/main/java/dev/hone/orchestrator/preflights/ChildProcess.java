package dev.hone.orchestrator.preflights;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hone.datasets.preflight.FromPreflight;
import dev.hone.datasets.preflight.PreflightMain;
import dev.hone.datasets.preflight.PreflightTask;
import dev.hone.orchestrator.child.ChildJvm;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running [PreflightMain]. Whatever becomes of it, it ends in an answer: a crash, a time-out and
/// an unreadable output are failures with a name.
final class ChildProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final int LAST_LINES = 20;
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final Process process;
    private final Duration timeLimit;
    private final ArrayDeque<String> lastWords = new ArrayDeque<>();
    private final Thread listening;
    private volatile boolean late;

    private ChildProcess(Process process, Duration timeLimit) {
        this.process = process;
        this.timeLimit = timeLimit;
        this.listening =
                Thread.ofVirtual().name("words of a preflight").start(this::rememberLastWords);
        CompletableFuture<Process> _ =
                process.onExit()
                        .orTimeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(_ -> endLate());
    }

    /// Tells the task through standard input, and leaves that open: when this process dies, it
    /// closes, and the child ends.
    static ChildProcess start(PreflightTask task, Duration timeLimit, int heapMebibytes)
            throws IOException {
        return start(ChildJvm.command(PreflightMain.class, heapMebibytes), task, timeLimit);
    }

    static ChildProcess start(List<String> command, PreflightTask task, Duration timeLimit)
            throws IOException {
        var process = new ProcessBuilder(command).start();
        var child = new ChildProcess(process, timeLimit);
        try {
            process.getOutputStream()
                    .write((Json.write(task) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            // What became of it is seen where its answer is awaited.
            LOG.atDebug().setCause(gone).log("Preflight process did not take its task");
        }
        return child;
    }

    /// One task from start to end.
    static FromPreflight call(PreflightTask task, Duration timeLimit, int heapMebibytes) {
        try (var child = start(task, timeLimit, heapMebibytes)) {
            return child.answer(_ -> {});
        } catch (IOException failure) {
            return cannotStart(failure);
        }
    }

    static FromPreflight.Failed cannotStart(IOException failure) {
        LOG.atError().setCause(failure).log("Preflight process cannot be started");
        return new FromPreflight.Failed(
                FailureCode.PREFLIGHT_CRASHED.code(),
                "The process of the preflight cannot be started");
    }

    /// The last message.
    ///
    /// @param progress is told of the rows seen
    FromPreflight answer(LongConsumer progress) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var message =
                        Json.parse(line.getBytes(StandardCharsets.UTF_8), FromPreflight.class);
                if (message instanceof FromPreflight.Progressed(var rows)) {
                    progress.accept(rows);
                } else {
                    return message;
                }
            }
            return ended(null);
        } catch (JsonProcessingException foreign) {
            LOG.atError().setCause(foreign).log("Preflight process says what is no message");
            return new FromPreflight.Failed(
                    FailureCode.PREFLIGHT_UNREADABLE.code(),
                    "The process of the preflight said something that is no message");
        } catch (IOException closed) {
            return ended(closed);
        }
    }

    private Process endLate() {
        late = true;
        return process.destroyForcibly();
    }

    private FromPreflight.Failed ended(@Nullable IOException closed) {
        int exitCode = exitCode();
        if (late) {
            return new FromPreflight.Failed(
                    FailureCode.PREFLIGHT_TIMED_OUT.code(),
                    "The preflight took longer than %s and was ended; hone.preflights.time-limit says how long it may take"
                            .formatted(timeLimit));
        }
        LOG.atError()
                .addKeyValue("exitCode", exitCode)
                .addKeyValue("lastWords", lastWords())
                .setCause(closed)
                .log("Preflight process died");
        return new FromPreflight.Failed(
                FailureCode.PREFLIGHT_CRASHED.code(),
                exitCode == 3
                        ? "The process of the preflight ran out of memory;"
                                + " hone.preflights.heap-mebibytes gives it more"
                        : "The process of the preflight died with exit code " + exitCode);
    }

    private int exitCode() {
        try {
            if (!process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private void rememberLastWords() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastWords) {
                    if (lastWords.size() == LAST_LINES) {
                        lastWords.removeFirst();
                    }
                    lastWords.add(line);
                }
            }
        } catch (IOException closed) {
            LOG.atDebug().setCause(closed).log("Words of a preflight end");
        }
    }

    private String lastWords() {
        try {
            var _ = listening.join(LEAVING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (lastWords) {
            return String.join("\n", lastWords);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
