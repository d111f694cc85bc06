package dev.hone.datasets.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// What a measurement says at its end.
final class BenchOutput {
    private static final int MEND = 2;

    private static final ObjectWriter JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build()
                    .writerWithDefaultPrettyPrinter();

    private BenchOutput() {}

    /// One JSON document on standard output.
    static void print(Object result) throws JsonProcessingException {
        System.out.println(JSON.writeValueAsString(result));
    }

    /// Ends the process: its arguments are wrong.
    ///
    /// @param right what they should be
    static void refuse(String right, RuntimeException wrong) {
        System.err.println(right + ": " + wrong.getMessage());
        System.exit(MEND);
    }
}
