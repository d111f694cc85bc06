package dev.hone.orchestrator.events;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// The background is at work, and a job stays with its worker though nobody renews its lease.
public final class LongLeases implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("hone.jobs.background", "true", "hone.jobs.lease", "1h");
    }
}
