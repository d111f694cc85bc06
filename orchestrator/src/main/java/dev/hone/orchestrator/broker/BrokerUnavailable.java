package dev.hone.orchestrator.broker;

import dev.hone.protocol.Outage;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/// The broker did not do in time what it was asked, or refused to. Nothing is lost by it: what was
/// to be published still stands in the outbox.
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(@Nullable Throwable cause) {
        super(cause);
    }

    /// Which of the two: a client that is not let in may ask as often as it likes.
    public Outage outage() {
        for (var cause = getCause(); cause != null; cause = cause.getCause()) {
            if (isDenial(cause)) {
                return Outage.KAFKA_DENIED;
            }
        }
        return Outage.KAFKA_UNAVAILABLE;
    }

    private static boolean isDenial(Throwable cause) {
        return cause instanceof AuthenticationException || cause instanceof AuthorizationException;
    }
}
