package dev.hone.datasets.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Gathers all that is wrong with one row.
public final class Faults {
    private final List<Fault> faults = new ArrayList<>(0);

    public void add(FaultCode code, String field, String message) {
        faults.add(new Fault(code, field, null, message));
    }

    public void add(FaultCode code, String field, JsonNode value, String message) {
        faults.add(new Fault(code, field, Quote.cut(Quote.text(value)), message));
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    public List<Fault> all() {
        return List.copyOf(faults);
    }
}
