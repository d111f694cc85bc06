package dev.hone.trainer.worker;

/// Where events go. It never blocks for long and never throws: an event may be lost.
interface EventSink extends AutoCloseable {
    void send(String jobId, byte[] envelope);

    @Override
    void close();
}
