package dev.hone.orchestrator.jobs;

/// How hostile a simulated world is until it heals. Shares are of messages or of transactions.
///
/// @param lostRequests never arrive
/// @param lostAnswers are done, and the caller never hears of it
/// @param repeatedRequests are done twice
/// @param lateRequests arrive up to 40 s late, after their sender gave up waiting
/// @param conflicts transactions that fail at their commit
/// @param unknownCommits transactions that are committed although their commit fails
/// @param lostBells of the broker; as many are repeated
/// @param lostObjects writes to the store that fail
record SimFaults(
        double lostRequests,
        double lostAnswers,
        double repeatedRequests,
        double lateRequests,
        double conflicts,
        double unknownCommits,
        double lostBells,
        double lostObjects) {
    static final SimFaults NONE = new SimFaults(0, 0, 0, 0, 0, 0, 0, 0);

    /// Some worlds suffer much of one thing, some a little of everything, some nothing.
    static SimFaults drawn(SimRandom random) {
        return new SimFaults(
                share(random),
                share(random),
                share(random),
                share(random),
                share(random),
                share(random),
                share(random),
                share(random));
    }

    private static double share(SimRandom random) {
        return switch (random.index(4)) {
            case 0 -> 0;
            case 1 -> 0.01;
            case 2 -> 0.05;
            default -> random.chance(0.3) ? 0.3 : 0.1;
        };
    }
}
