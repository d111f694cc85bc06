package dev.hone.orchestrator.outbox;

import java.util.List;

/// Brings messages to the broker.
@FunctionalInterface
interface Publisher {
    /// Returns once the broker has acknowledged all of them.
    ///
    /// @throws dev.hone.orchestrator.broker.BrokerUnavailable if it has not in time; some may have
    ///   arrived all the same
    void publish(List<Message> messages);
}
