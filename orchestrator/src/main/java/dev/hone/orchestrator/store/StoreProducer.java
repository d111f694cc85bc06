package dev.hone.orchestrator.store;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

@ApplicationScoped
class StoreProducer {
    @Produces
    @Singleton
    ObjectStore store(StoreConfig config) throws IOException {
        return Stores.open(config.settings());
    }

    void close(@Disposes ObjectStore store) {
        store.close();
    }
}
