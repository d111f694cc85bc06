package dev.hone.api.testing;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Small datasets.
public final class Samples {
    private Samples() {}

    /// Good chat rows, no two alike.
    public static String chats(int rows) {
        return IntStream.range(0, rows).mapToObj(Samples::chat).collect(Collectors.joining());
    }

    private static String chat(int number) {
        return """
        {"messages":[{"role":"user","content":"Say %d"},{"role":"assistant","content":"%d"}]}
        """
                .formatted(number, number);
    }
}
