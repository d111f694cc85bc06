package dev.hone.launcher.commands;

import dev.hone.launcher.client.HoneClient;

/// Where datasets and versions stand, by the names that people use: `tickets@3`.
final class VersionPath {
    private VersionPath() {}

    static String dataset(String name) {
        return "/v1/datasets/" + HoneClient.encode(name);
    }

    static String of(String version) {
        int cut = version.indexOf('@');
        if (cut < 1 || cut == version.length() - 1) {
            throw CommandFailure.usage(
                    "a version is NAME@NUMBER, NAME@TAG or NAME@latest, was \"%s\""
                            .formatted(version));
        }
        return "%s/versions/%s"
                .formatted(
                        dataset(version.substring(0, cut)),
                        HoneClient.encode(version.substring(cut + 1)));
    }

    /// Its dataset's name.
    static String name(String version) {
        int cut = version.indexOf('@');
        return cut < 0 ? version : version.substring(0, cut);
    }

    static boolean isVersion(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]*@[A-Za-z0-9._-]+");
    }
}
