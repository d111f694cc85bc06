package dev.hone.trainer.job;

import dev.hone.protocol.FailureCode;

/// Something in the job's input that its user can mend.
final class UserFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    UserFault(FailureCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    FailureCode code() {
        return code;
    }
}
