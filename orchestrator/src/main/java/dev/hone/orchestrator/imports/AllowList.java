package dev.hone.orchestrator.imports;

import java.util.List;
import java.util.Set;

/// The hosts and buckets that the operator names.
record AllowList(List<String> entries) {
    private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

    AllowList {
        entries = List.copyOf(entries);
        for (var entry : entries) {
            if (!entry.matches("s3://[a-z0-9.-]+|(\\*\\.)?[a-z0-9.-]+(:\\d{1,5})?")) {
                throw new IllegalArgumentException(
                        """
                        hone.imports.allowed must name hosts as data.example.com, \
                        data.example.com:8443 or *.example.com, and buckets as s3://bucket, \
                        was "%s\"\
                        """
                                .formatted(entry));
            }
        }
    }

    boolean allows(Origin origin) {
        return entries.stream().anyMatch(entry -> allows(entry, origin));
    }

    private static boolean allows(String entry, Origin origin) {
        return switch (origin) {
            case Origin.Bucket bucket -> entry.equals("s3://" + bucket.bucket());
            case Origin.Web web -> !entry.startsWith("s3://") && allows(entry, web);
        };
    }

    private static boolean allows(String entry, Origin.Web web) {
        var colon = entry.indexOf(':');
        var name = colon < 0 ? entry : entry.substring(0, colon);
        var port =
                colon < 0
                        ? USUAL_PORTS.contains(web.port())
                        : Integer.parseInt(entry.substring(colon + 1)) == web.port();
        return port
                && (name.startsWith("*.")
                        ? web.host().endsWith(name.substring(1))
                        : web.host().equals(name));
    }

    /// What the operator would have to add.
    static String entryFor(Origin origin) {
        return switch (origin) {
            case Origin.Bucket bucket -> "s3://" + bucket.bucket();
            case Origin.Web web -> USUAL_PORTS.contains(web.port()) ? web.host() : web.address();
        };
    }
}
