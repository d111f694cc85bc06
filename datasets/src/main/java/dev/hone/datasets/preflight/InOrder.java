package dev.hone.datasets.preflight;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Computes on all processors, and hands the results over in the order of their tasks. No more than
/// a few tasks a processor wait at a time, so memory is bounded.
final class InOrder<T> implements AutoCloseable {
    private static final int WAITING_PER_PROCESSOR = 4;

    private final ExecutorService workers;
    private final int most;
    private final Consumer<T> taker;
    private final Queue<Future<T>> waiting = new ArrayDeque<>();

    /// @param taker is called by the thread that adds tasks
    InOrder(int processors, Consumer<T> taker) {
        this.workers =
                Executors.newFixedThreadPool(
                        processors,
                        Thread.ofPlatform().daemon().name("hone-preflight-", 0).factory());
        this.most = WAITING_PER_PROCESSOR * processors;
        this.taker = taker;
    }

    void add(Callable<T> task) throws InterruptedException {
        if (waiting.size() == most) {
            takeFirst();
        }
        waiting.add(workers.submit(task));
    }

    void finish() throws InterruptedException {
        while (!waiting.isEmpty()) {
            takeFirst();
        }
    }

    private void takeFirst() throws InterruptedException {
        try {
            taker.accept(waiting.remove().get());
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
