package dev.hone.orchestrator.workers;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.ProtocolRange;

/// Whether a worker speaks a version of the protocol that is served here.
final class Served {
    private Served() {}

    static void check(ClaimRequest worker, ProtocolRange served) {
        if (worker.protocol() < served.oldest()) {
            throw ApiException.conflict(
                    "worker_too_old", sentence(worker, served) + ": upgrade the worker");
        }
        if (worker.protocol() > served.newest()) {
            throw ApiException.conflict(
                    "worker_too_new",
                    sentence(worker, served) + ": upgrade the control plane first");
        }
    }

    private static String sentence(ClaimRequest worker, ProtocolRange served) {
        return "Worker \"%s\" (Hone %s) speaks version %d of the job protocol, this control plane serves %s"
                .formatted(worker.worker(), worker.version(), worker.protocol(), served.inWords());
    }
}
