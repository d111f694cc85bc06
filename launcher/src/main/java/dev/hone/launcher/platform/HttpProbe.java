package dev.hone.launcher.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Asks a health address; anything but 200 in time is no.
final class HttpProbe {
    private static final int TIMEOUT_MILLIS = 1_000;

    private HttpProbe() {}

    static boolean answers(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }
}
