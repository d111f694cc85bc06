package dev.hone.trainer.worker;

import dev.hone.protocol.EventEnvelope;
import dev.hone.trainer.job.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps the events that would go to the broker.
final class TestEvents implements EventSink {
    final List<EventEnvelope> sent = new CopyOnWriteArrayList<>();

    @Override
    public void send(String jobId, byte[] envelope) {
        try {
            sent.add(Json.WIRE.readValue(envelope, EventEnvelope.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
