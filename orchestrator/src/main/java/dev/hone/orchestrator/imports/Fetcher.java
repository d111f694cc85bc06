package dev.hone.orchestrator.imports;

import java.io.IOException;

/// Opens what the operator allows, and nothing else.
record Fetcher(AllowList allowed, WebFetcher web, BucketFetcher buckets) {

    /// Where a URL leads, if anybody may go there.
    Origin origin(String url) {
        var origin = Origin.parse(url).orElseThrow(Refused::noUrl);
        if (!allowed.allows(origin)) {
            throw Refused.notAllowed(origin);
        }
        return origin;
    }

    Fetched open(Origin origin) throws IOException {
        return switch (origin) {
            case Origin.Web page -> web.open(page);
            case Origin.Bucket object -> buckets.open(object);
        };
    }
}
