package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Outcome;

/// What a success leaves outside its job, in the transaction of the success.
@FunctionalInterface
interface Registration {
    void register(JobEntity job, Outcome.Succeeded outcome);
}
