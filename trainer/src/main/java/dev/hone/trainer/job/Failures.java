package dev.hone.trainer.job;

import ai.djl.engine.EngineException;
import dev.hone.datasets.store.StoreFailures;
import dev.hone.protocol.Claim;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.kernel.DeviceMissingException;
import dev.hone.trainer.kernel.EngineMissingException;
import dev.hone.trainer.recipe.CallSize;
import dev.hone.trainer.recipe.InsufficientMemoryException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what a job threw into a code of the catalogue. The trace stays in this worker's log; the
/// message is for people who cannot read it there.
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /// A chain of causes may be a ring; none seen is as long.
    private static final int DEEPEST = 20;

    /// So the JVM calls a lack of heap; with other words it means memory outside of it.
    private static final List<String> HEAP =
            List.of("java heap space", "gc overhead limit", "exceeds vm limit");

    private Failures() {}

    public static Outcome.Failed outcome(Claim claim, Throwable thrown) {
        var failed = failed(thrown);
        var event = LOG.atWarn();
        if (failed.failure() == FailureClass.PLATFORM) {
            event = LOG.atError().setCause(thrown);
        }
        event.addKeyValue("jobId", claim.spec().jobId())
                .addKeyValue("token", claim.token())
                .addKeyValue("failure", failed.failure())
                .addKeyValue("code", failed.code())
                .log("Attempt failed");
        return failed;
    }

    /// The first known cause, those first whose types are our own, then whatever says that memory
    /// is lacking.
    static Outcome.Failed failed(Throwable thrown) {
        return Stream.<Look>of(Failures::ofOurs, Failures::ofMemory, Failures::ofOthers)
                .flatMap(look -> causes(thrown).flatMap(cause -> look.at(cause).stream()))
                .findFirst()
                .orElseGet(() ->
                        FailureCode.UNEXPECTED.outcome(
                                "An unexpected %s; the worker's log has more."
                                        .formatted(thrown.getClass().getName())));
    }

    private interface Look {
        Optional<Outcome.Failed> at(Throwable cause);
    }

    private static Optional<Outcome.Failed> ofOurs(Throwable cause) {
        return Optional.ofNullable(
                        switch (cause) {
                            case UserFault fault -> fault.code();
                            case InsufficientMemoryException _ -> FailureCode.INSUFFICIENT_MEMORY;
                            case DeviceMissingException _ -> FailureCode.DEVICE_MISSING;
                            case ProcessNotStartedException _ -> FailureCode.PROCESS_NOT_STARTED;
                            default -> null;
                        })
                .map(code -> code.outcome(text(cause)));
    }

    private static Optional<Outcome.Failed> ofMemory(Throwable cause) {
        if (cause instanceof OutOfMemoryError && HEAP.stream().anyMatch(words(cause)::contains)) {
            return Optional.of(
                    FailureCode.HEAP_EXHAUSTED.outcome(
                            "The Java heap of the job's process is too small."));
        }
        return CallSize.saysLackOfMemory(cause)
                ? Optional.of(
                        FailureCode.OUT_OF_MEMORY.outcome(
                                "The job needs more memory than this worker has."))
                : Optional.empty();
    }

    private static Optional<Outcome.Failed> ofOthers(Throwable cause) {
        return switch (cause) {
            case EngineMissingException missing ->
                    Optional.of(FailureCode.ENGINE_MISSING.outcome(text(missing)));
            // That it was the GPU stands in libtorch's words only: it has one type for all.
            case EngineException gpu when words(gpu).contains("cuda error") ->
                    Optional.of(FailureCode.DEVICE_FAILED.outcome(said(gpu)));
            case EngineException engine ->
                    Optional.of(FailureCode.ENGINE_FAILED.outcome(said(engine)));
            default -> StoreFailures.codeOf(cause).map(code -> code.outcome(text(cause)));
        };
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
    }

    private static String words(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    }

    /// Without the traces of programs and native frames that libtorch puts around it.
    private static String said(EngineException failure) {
        var lines = text(failure).lines().map(String::strip).toList();
        return lines.stream()
                .filter(line -> line.startsWith("RuntimeError"))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.getFirst());
    }

    private static String text(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
