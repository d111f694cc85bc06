package dev.hone.trainer.job;

import dev.hone.datasets.store.StoreException;
import dev.hone.protocol.Claim;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.kernel.DeviceMissingException;
import dev.hone.trainer.recipe.CallSize;
import dev.hone.trainer.recipe.InsufficientMemoryException;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what a job threw into whose move is next. The trace stays in this worker's log; the
/// message is for people who cannot read it there.
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final String DISK = "no space left on device";

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

    static Outcome.Failed failed(Throwable thrown) {
        if (thrown instanceof UserFault fault) {
            return new Outcome.Failed(FailureClass.USER, fault.code(), text(fault));
        }
        if (thrown instanceof InsufficientMemoryException plan) {
            return new Outcome.Failed(FailureClass.RESOURCE, "out_of_memory", text(plan));
        }
        if (thrown instanceof DeviceMissingException missing) {
            return new Outcome.Failed(FailureClass.PLATFORM, "device_missing", text(missing));
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            var words = text(cause).toLowerCase(Locale.ROOT);
            if (CallSize.isLackOfMemory(cause)) {
                return new Outcome.Failed(
                        FailureClass.RESOURCE,
                        "out_of_memory",
                        "The job needs more memory than this worker has; a smaller max_length or"
                                + " batch_size needs less.");
            }
            if (cause instanceof StoreException.StoreFull || words.contains(DISK)) {
                return new Outcome.Failed(
                        FailureClass.RESOURCE,
                        "disk_full",
                        "There is no space left where the worker or its store keeps files.");
            }
        }
        if (thrown instanceof IOException) {
            return new Outcome.Failed(
                    FailureClass.PLATFORM,
                    "store_unavailable",
                    "The object store did not do its part: " + text(thrown));
        }
        return new Outcome.Failed(
                FailureClass.PLATFORM,
                "unexpected",
                "An unexpected %s; the worker's log has more."
                        .formatted(thrown.getClass().getName()));
    }

    private static String text(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
