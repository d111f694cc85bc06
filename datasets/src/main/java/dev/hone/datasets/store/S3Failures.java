package dev.hone.datasets.store;

import dev.hone.protocol.FailureCode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the SDK threw, as what it means: by the status where the service answered, by the type of
/// what lies behind where it did not.
final class S3Failures {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_STORAGE = 507;

    private S3Failures() {}

    /// @param message what was tried, with what the SDK said of it
    static IOException of(String key, String message, SdkException cause) {
        return cause instanceof AwsServiceException answered
                ? answered(key, message, answered)
                : new StoreAwayException(withoutAnswer(cause), message, cause);
    }

    private static IOException answered(String key, String message, AwsServiceException answer) {
        int status = answer.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return new StoreException.Denied(message, answer);
        }
        if (status == INSUFFICIENT_STORAGE) {
            return new StoreException.StoreFull(key, answer);
        }
        if (status == REQUEST_TIMEOUT || answer.isThrottlingException()) {
            return new StoreAwayException(FailureCode.STORE_SLOW, message, answer);
        }
        return status >= SERVER_ERROR
                ? new StoreAwayException(FailureCode.STORE_UNAVAILABLE, message, answer)
                : new StoreException.Refused(message, answer);
    }

    private static FailureCode withoutAnswer(SdkException failure) {
        boolean late =
                Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                        .anyMatch(S3Failures::isTimeout);
        return late ? FailureCode.STORE_SLOW : FailureCode.STORE_UNAVAILABLE;
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof SocketTimeoutException
                || cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException;
    }
}
