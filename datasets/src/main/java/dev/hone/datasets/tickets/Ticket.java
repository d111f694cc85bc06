package dev.hone.datasets.tickets;

/// A support ticket and what a reader must make of it.
///
/// @param text what the customer wrote
/// @param composition names of the informative phrases used: equal for two tickets that differ only
///   in names, numbers and courtesies
record Ticket(String text, String category, String urgency, String team, String composition) {

    /// The answer a model has to learn, with a fixed order of keys.
    String answer() {
        return "{\"category\":\"%s\",\"urgency\":\"%s\",\"team\":\"%s\"}"
                .formatted(category, urgency, team);
    }

    /// One line of OpenAI's chat format, without the line end.
    String toJsonLine() {
        return "{\"messages\":[{\"role\":\"user\",\"content\":%s},{\"role\":\"assistant\",\"content\":%s}]}"
                .formatted(quoted(text), quoted(answer()));
    }

    /// The phrases hold printable ASCII only, so these two escapes are all that JSON asks for.
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
