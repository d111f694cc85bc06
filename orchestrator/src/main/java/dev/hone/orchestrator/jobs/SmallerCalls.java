package dev.hone.orchestrator.jobs;

import dev.hone.datasets.plan.Calls;
import dev.hone.protocol.Outcome;

/// What a job whose memory ran out gets for its next attempt: calls of the model half as large. Its
/// batch stays as it is, since gradients of calls are summed before the update.
///
/// @param failed padded tokens of the calls with which memory ran out
record SmallerCalls(int failed) {

    /// A worker that does not know is taken to have used the largest there are.
    static SmallerCalls than(Outcome.Failed outcome) {
        return new SmallerCalls(
                outcome.callTokens() == null ? Calls.MOST_TOKENS : outcome.callTokens());
    }

    /// Padded tokens that a call may have.
    int most() {
        return Math.max(1, failed / 2);
    }

    /// What is done and what follows from it.
    String inWords() {
        return ("it is started once more with calls of the model of at most %d tokens, not %d. The"
                        + " batch stays as it is, so the training is the same; sums are formed in"
                        + " another order, which may change the last bits of the adapter")
                .formatted(most(), failed);
    }
}
