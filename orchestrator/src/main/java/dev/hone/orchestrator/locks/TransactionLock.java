package dev.hone.orchestrator.locks;

import org.hibernate.Session;

/// A name that one transaction at a time has, over all replicas.
public final class TransactionLock {
    private TransactionLock() {}

    /// Waits for the name, and keeps it until the running transaction ends.
    public static void hold(Session session, String name) {
        session.createNativeQuery(
                        "SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))", Object.class)
                .setParameter("name", name)
                .getSingleResult();
    }
}
