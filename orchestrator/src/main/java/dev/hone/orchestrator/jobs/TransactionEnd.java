package dev.hone.orchestrator.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/// Waits for the running transaction's commit.
@ApplicationScoped
class TransactionEnd implements AfterCommit {
    private final TransactionSynchronizationRegistry transactions;

    TransactionEnd(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    @Override
    public void tell(Runnable told) {
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED) {
                            told.run();
                        }
                    }
                });
    }
}
