package dev.hone.datasets.store;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where the store is and how to reach it.
///
/// @param url `file:///directory` or `s3://bucket/prefix`
/// @param endpoint address of an S3 service that is not Amazon's
/// @param region S3 region; services other than Amazon's mostly ignore it
/// @param accessKey needed for `s3`
/// @param secretKey needed for `s3`
public record StoreSettings(
        String url,
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey) {

    public static StoreSettings directory(String url) {
        return new StoreSettings(url, null, null, null, null);
    }

    /// Leaves the secret out, so that settings may be logged.
    @Override
    public String toString() {
        return "StoreSettings[url=%s, endpoint=%s, region=%s, accessKey=%s]"
                .formatted(url, endpoint, region, accessKey);
    }
}
