package dev.hone.protocol;

/// A worker ends in order, and gives its name free.
public record Departure(String worker, Instance instance) {
    public Departure {
        Checks.notBlank("worker", worker);
    }
}
