package dev.hone.trainer.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Threads that call the engine side by side, each on one core. Two lanes with half the work each
/// are faster than one operation on two cores, and do not wait for each other at every operation
/// when the machine is shared.
public final class Lanes implements AutoCloseable {
    private final ExecutorService threads;
    private final int count;

    public Lanes(int count) {
        this.count = count;
        this.threads =
                Executors.newFixedThreadPool(count, Thread.ofPlatform().name("lane-", 0).factory());
    }

    public int count() {
        return count;
    }

    /// Runs all tasks and returns their results in order. The first failure is thrown when all
    /// ended.
    public <T> List<T> run(List<Supplier<T>> tasks) {
        List<Future<T>> futures =
                tasks.stream()
                        .map(task ->
                                threads.submit(() -> {
                                    Tensors.prepareThread();
                                    return task.get();
                                }))
                        .toList();
        var results = new ArrayList<T>();
        ExecutionException failure = null;
        for (Future<T> future : futures) {
            try {
                results.add(uninterrupted(future));
            } catch (ExecutionException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a lane failed", failure.getCause());
        }
        return results;
    }

    /// Native calls cannot be interrupted: waits for them, and passes the interrupt on.
    private static <T> T uninterrupted(Future<T> future) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
