package dev.hone.trainer.job;

/// Something in the job's input that its user can mend.
final class UserFault extends RuntimeException {
    private final String code;

    UserFault(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
