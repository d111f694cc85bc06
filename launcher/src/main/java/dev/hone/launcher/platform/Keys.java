package dev.hone.launcher.platform;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/// The secrets of one data directory, made at its first start and readable by its owner only.
public record Keys(String apiKey, String workerKey, String databasePassword) {
    private static final int SECRET_BYTES = 32;

    /// The keys in `dataDirectory`, made now if there are none.
    static Keys loadOrCreate(Path dataDirectory) throws IOException {
        var file = file(dataDirectory);
        if (Files.exists(file)) {
            return load(dataDirectory);
        }
        var random = new SecureRandom();
        var keys =
                new Keys("hone-" + secret(random), "hone-worker-" + secret(random), secret(random));
        PrivateFiles.write(
                file,
                """
                api-key=%s
                worker-key=%s
                database-password=%s
                """
                        .formatted(keys.apiKey, keys.workerKey, keys.databasePassword));
        return keys;
    }

    public static Keys load(Path dataDirectory) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file(dataDirectory))));
        return new Keys(
                get(properties, "api-key"),
                get(properties, "worker-key"),
                get(properties, "database-password"));
    }

    @Override
    public String toString() {
        return "Keys[hidden]";
    }

    private static String get(Properties properties, String name) throws IOException {
        var value = properties.getProperty(name);
        if (value == null) {
            throw new IOException("the file keys lacks " + name);
        }
        return value;
    }

    private static Path file(Path dataDirectory) {
        return dataDirectory.resolve("keys");
    }

    private static String secret(SecureRandom random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
