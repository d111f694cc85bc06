package dev.hone.protocol;

/// Whose move is next after a failure; that alone decides the retry.
public enum FailureClass {
    /// The user's: fix the input and submit again. Never retried.
    USER("user"),
    /// The platform's: retried, five times at most.
    PLATFORM("platform"),
    /// A resource's: retried once there is more of it.
    RESOURCE("operator"),
    /// The job itself breaks workers: quarantined.
    POISON("operator");

    private final String whoseMove;

    FailureClass(String whoseMove) {
        this.whoseMove = whoseMove;
    }

    /// Whether another start, with nothing changed, may go well.
    public boolean mayPass() {
        return switch (this) {
            case PLATFORM, RESOURCE -> true;
            case USER, POISON -> false;
        };
    }

    /// Who is to act once no retry is left: user, platform, or the operator of the platform.
    public String whoseMove() {
        return whoseMove;
    }
}
