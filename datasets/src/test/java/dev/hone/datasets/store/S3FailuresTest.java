package dev.hone.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.FailureCode;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What services answer that a test has not at hand.
class S3FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "401, AccessDenied, STORE_DENIED",
        "403, AccessDenied, STORE_DENIED",
        "301, PermanentRedirect, STORE_REFUSED",
        "404, NoSuchBucket, STORE_REFUSED",
        "408, RequestTimeout, STORE_SLOW",
        "429, TooManyRequests, STORE_SLOW",
        "503, SlowDown, STORE_SLOW",
        "500, InternalError, STORE_UNAVAILABLE",
        "503, ServiceUnavailable, STORE_UNAVAILABLE",
        "507, XMinioStorageFull, DISK_FULL"
    })
    void theAnswerDecides(int status, String error, FailureCode code) {
        var details = AwsErrorDetails.builder().errorCode(error).build();

        assertThat(
                        codeOf(
                                S3Exception.builder()
                                        .statusCode(status)
                                        .awsErrorDetails(details)
                                        .build()))
                .isEqualTo(code);
    }

    @Test
    void withoutAnAnswerWhatLiesBehindDecides() {
        var late = SdkClientException.create("late", new SocketTimeoutException("Read timed out"));
        var gone = SdkClientException.create("gone", new UnknownHostException("store"));

        assertThat(codeOf(late)).isEqualTo(FailureCode.STORE_SLOW);
        assertThat(codeOf(gone)).isEqualTo(FailureCode.STORE_UNAVAILABLE);
    }

    private static FailureCode codeOf(SdkException failure) {
        return StoreFailures.codeOf(S3Failures.of("files/a", "cannot read", failure));
    }
}
