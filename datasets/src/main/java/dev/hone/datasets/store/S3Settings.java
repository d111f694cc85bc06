package dev.hone.datasets.store;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A place in an S3 service.
///
/// @param prefix put before every key; empty or ending with a slash
/// @param endpoint address of the service; absent for Amazon's own
public record S3Settings(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        String region,
        String accessKey,
        String secretKey) {
    public S3Settings {
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /// Checksums of the SDK are left out: we hash ourselves, and other services refuse them.
    S3Client connect() {
        var builder =
                S3Client.builder()
                        .region(Region.of(region))
                        .forcePathStyle(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(accessKey, secretKey)))
                        .httpClientBuilder(UrlConnectionHttpClient.builder());
        return endpoint == null ? builder.build() : builder.endpointOverride(endpoint).build();
    }

    /// Leaves the secret out, so that settings may be logged.
    @Override
    public String toString() {
        return "S3Settings[bucket=%s, prefix=%s, endpoint=%s, region=%s, accessKey=%s]"
                .formatted(bucket, prefix, endpoint, region, accessKey);
    }
}
