package dev.hone.orchestrator.imports;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a file comes from: a URL in the one spelling that cannot be misread.
sealed interface Origin {
    /// The last name of the path, or "import".
    String filename();

    /// @param host lower-case letters, digits, hyphens and dots
    record Web(URI url, String host, int port) implements Origin {
        boolean secure() {
            return "https".equals(url.getScheme());
        }

        /// As allow-lists name it.
        String address() {
            return host + ":" + port;
        }

        @Override
        public String filename() {
            return lastName(url.getPath());
        }
    }

    record Bucket(String bucket, String key) implements Origin {
        @Override
        public String filename() {
            return lastName(key);
        }
    }

    /// A name of letters, not a number in disguise: some systems read `0x7f.1` as 127.0.0.1.
    Pattern HOST =
            Pattern.compile(
                    "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /// An IPv4 address in its usual form. It still has to be on both lists.
    Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    int LONGEST = 2_048;

    /// @return nothing for what is no such URL
    static Optional<Origin> parse(String url) {
        if (url.length() > LONGEST
                || url.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '\\')) {
            return Optional.empty();
        }
        try {
            var parsed = new URI(url);
            if (parsed.getScheme() == null
                    || parsed.getRawAuthority() == null
                    || parsed.getRawUserInfo() != null
                    || parsed.getRawFragment() != null) {
                return Optional.empty();
            }
            return switch (parsed.getScheme().toLowerCase(Locale.ROOT)) {
                case "https" -> web(parsed, 443);
                case "http" -> web(parsed, 80);
                case "s3" -> bucket(parsed);
                default -> Optional.empty();
            };
        } catch (URISyntaxException noUrl) {
            return Optional.empty();
        }
    }

    private static Optional<Origin> web(URI url, int usualPort) {
        if (url.getHost() == null) {
            return Optional.empty();
        }
        var host = url.getHost().toLowerCase(Locale.ROOT);
        var port = url.getPort() < 0 ? usualPort : url.getPort();
        var known = HOST.matcher(host).matches() || IPV4.matcher(host).matches();
        return known && port >= 1 && port <= 65_535
                ? Optional.of(new Web(url, host, port))
                : Optional.empty();
    }

    private static Optional<Origin> bucket(URI url) {
        var key = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        var bucket = url.getRawAuthority();
        return BUCKET.matcher(bucket).matches() && !key.isEmpty() && url.getRawQuery() == null
                ? Optional.of(new Bucket(bucket, key))
                : Optional.empty();
    }

    private static String lastName(String path) {
        var name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        return name.isBlank() ? "import" : name;
    }
}
