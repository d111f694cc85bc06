package dev.hone.datasets.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.datasets.fault.Fault;
import java.util.function.Consumer;

/// Parses columns whose texts are JSON, as rows of JSON are parsed.
public interface JsonText {
    /// @param faults told what is wrong with the text; what is returned then does not matter
    JsonNode parse(String text, Consumer<Fault> faults);
}
