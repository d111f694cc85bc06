package dev.hone.orchestrator.quotes;

import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.plan.Workload;
import dev.hone.datasets.preflight.FromPreflight.Lengths;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.NamedObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What jobs come to, by the lengths of their rows that their preflight found.
@ApplicationScoped
class Workloads {
    private static final String CONFIG = "config.json";

    private final ObjectStore store;

    Workloads(ObjectStore store) {
        this.store = store;
    }

    Workload of(JobSpec spec, Lengths lengths) {
        var settings =
                new Workload.Settings(
                        config(spec.base()),
                        weightFiles(spec.base()),
                        spec.lora(),
                        spec.trainingSpec());
        return Workload.of(settings, lengths.training(), lengths.validation());
    }

    private ModelConfig config(BaseRef base) {
        var file =
                base.files().stream()
                        .filter(one -> one.path().equals(CONFIG))
                        .map(NamedObject::object)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "base %s has no %s".formatted(base.name(), CONFIG)));
        try (var json = store.open(file.key())) {
            return BaseDirectory.config(json);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long weightFiles(BaseRef base) {
        return base.files().stream()
                .filter(file -> file.path().endsWith(".safetensors"))
                .mapToLong(file -> file.object().bytes())
                .sum();
    }
}
