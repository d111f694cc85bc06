package dev.hone.datasets.store;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens the store that the settings name.
public final class Stores {
    private static final String AMAZON_DEFAULT_REGION = "us-east-1";

    private Stores() {}

    /// @throws IllegalArgumentException if the settings are wrong, with what would be right
    public static ObjectStore open(StoreSettings settings) throws IOException {
        var url = parse(settings.url());
        return switch (String.valueOf(url.getScheme())) {
            case "file" -> new DirectoryStore(directory(url));
            case "s3" -> new S3Store(s3(settings, url));
            default -> throw wrong(settings.url());
        };
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw wrong(url);
        }
    }

    private static Path directory(URI url) {
        if (url.getAuthority() != null || url.getPath() == null || !url.getPath().startsWith("/")) {
            throw wrong(url.toString());
        }
        return Path.of(url.getPath());
    }

    private static S3Settings s3(StoreSettings settings, URI url) {
        if (url.getAuthority() == null) {
            throw wrong(settings.url());
        }
        var path = url.getPath().replaceAll("^/+|/+$", "");
        return new S3Settings(
                url.getAuthority(),
                path,
                settings.endpoint(),
                settings.region() == null ? AMAZON_DEFAULT_REGION : settings.region(),
                needed("access key", settings.accessKey()),
                needed("secret key", settings.secretKey()));
    }

    private static String needed(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("an s3 store needs its " + name);
        }
        return value;
    }

    private static IllegalArgumentException wrong(String url) {
        return new IllegalArgumentException(
                "store url must be file:///directory or s3://bucket/prefix, was \"%s\""
                        .formatted(url));
    }
}
