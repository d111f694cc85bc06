package dev.hone.protocol;

/// Versions of the job protocol, both ends included.
public record ProtocolRange(int oldest, int newest) {
    public ProtocolRange {
        Checks.within("oldest", oldest, 1, newest);
    }

    /// As people write it: "1", "1 to 3".
    public String inWords() {
        return oldest == newest ? String.valueOf(oldest) : "%d to %d".formatted(oldest, newest);
    }
}
