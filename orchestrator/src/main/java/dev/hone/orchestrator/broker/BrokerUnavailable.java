package dev.hone.orchestrator.broker;

import org.jspecify.annotations.Nullable;

/// The broker did not do in time what it was asked. Nothing is lost by it: what was to be published
/// still stands in the outbox.
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(@Nullable Throwable cause) {
        super(cause);
    }
}
