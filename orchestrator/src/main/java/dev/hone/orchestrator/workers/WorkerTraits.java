package dev.hone.orchestrator.workers;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.scheduling.Traits;
import jakarta.persistence.Tuple;
import java.util.Map;

/// What rows of workers say that they offer, in the columns `labels`, as text, and `memory`.
public final class WorkerTraits {
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private WorkerTraits() {}

    public static Traits of(Tuple row) {
        return new Traits(labels(row), row.get("memory", Long.class));
    }

    static Map<String, String> labels(Tuple row) {
        return Json.read(row.get("labels", String.class), LABELS);
    }
}
