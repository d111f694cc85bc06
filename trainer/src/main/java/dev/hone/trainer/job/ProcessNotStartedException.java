package dev.hone.trainer.job;

/// There is no process for the job: the system did not give one.
public final class ProcessNotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProcessNotStartedException(Exception cause) {
        super("no process for the job: " + cause.getMessage(), cause);
    }
}
