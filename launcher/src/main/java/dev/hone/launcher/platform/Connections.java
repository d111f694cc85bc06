package dev.hone.launcher.platform;

import java.util.Properties;

/// Who reaches whom where, and with which secret.
record Connections(
        Ports ports, Keys keys, DatabaseAddress database, String kafka, ObjectStoreAddress store) {
    static Connections of(PlatformOptions options, DataDirectory data, Ports ports, Keys keys) {
        var external = options.external();
        return new Connections(
                ports,
                keys,
                external.database()
                        .orElseGet(() ->
                                DatabaseAddress.local(ports.postgresql(), keys.databasePassword())),
                external.kafka().orElse("127.0.0.1:" + ports.kafka()),
                new ObjectStoreAddress(
                        external.store()
                                .orElseGet(() ->
                                        PlatformOptions.Store.directory(data.resolve("store")))));
    }

    String url() {
        return "http://127.0.0.1:" + ports.controlPlane();
    }

    /// The same store is described to control plane and worker, under different prefixes.
    record ObjectStoreAddress(PlatformOptions.Store store) {
        void describe(String prefix, Properties settings) {
            settings.setProperty(prefix + "url", store.url());
            store.endpoint().ifPresent(value -> settings.setProperty(prefix + "endpoint", value));
            store.region().ifPresent(value -> settings.setProperty(prefix + "region", value));
            store.accessKey()
                    .ifPresent(value -> settings.setProperty(prefix + "access-key", value));
            store.secretKey()
                    .ifPresent(value -> settings.setProperty(prefix + "secret-key", value));
        }
    }
}
