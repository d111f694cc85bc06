package dev.hone.orchestrator.preflights;

import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.background.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Runs preflights for as long as the process lives: at once those that this replica was asked for,
/// and after a pause those of others.
@ApplicationScoped
class PreflightLoop {
    private final PreflightRunner runner;
    private final BackgroundConfig background;
    private final PreflightsConfig config;
    private final TransactionSynchronizationRegistry transactions;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    PreflightLoop(
            PreflightRunner runner,
            BackgroundConfig background,
            PreflightsConfig config,
            TransactionSynchronizationRegistry transactions) {
        this.runner = runner;
        this.background = background;
        this.config = config;
        this.transactions = transactions;
    }

    void start(@Observes StartupEvent started) {
        for (int number = 0; background.background() && number < config.concurrency(); number++) {
            loops.add(Loop.start("preflights-" + number, config.lookEvery(), this::runAll));
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        runner.stop();
        loops.forEach(Loop::close);
    }

    private void runAll() {
        while (runner.runNext()) {
            // the next one
        }
    }

    /// The row cannot be seen before its transaction has committed.
    void wakeAfterCommit() {
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED) {
                            loops.forEach(Loop::wake);
                        }
                    }
                });
    }
}
