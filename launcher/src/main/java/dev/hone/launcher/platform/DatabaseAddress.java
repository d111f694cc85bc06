package dev.hone.launcher.platform;

import java.net.URI;

/// How the control plane reaches its database.
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    private static final String EXPECTED =
            "a database URL is postgresql://user:password@host:port/name, was ";

    static DatabaseAddress local(int port, String password) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/hone", "hone", password);
    }

    public static DatabaseAddress parse(String url) throws LaunchException {
        var shown = url.replaceAll("//[^@]*@", "//***@");
        URI uri;
        try {
            uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        } catch (IllegalArgumentException malformed) {
            throw new LaunchException(EXPECTED + shown, malformed);
        }
        var login = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        var colon = login.indexOf(':');
        if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null || colon < 1) {
            throw new LaunchException(EXPECTED + shown);
        }
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                login.substring(0, colon),
                login.substring(colon + 1));
    }
}
