package dev.hone.orchestrator.ids;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

@ApplicationScoped
class IdsProducer {
    @Produces
    @Singleton
    Ids ids() {
        return new Ids(new SecureRandom());
    }
}
