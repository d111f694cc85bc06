package dev.hone.protocol;

/// One start of a worker. Who has the lock of a home is alone in it, so of two starts in the same
/// home the one with the lower number is dead.
///
/// @param home id of the directory that the worker has locked
/// @param start how often a worker was started in it, this time included
/// @param place where it runs, for people: "gpu-7, process 4711"
public record Instance(String home, long start, String place) {
    public Instance {
        Checks.notBlank("instance.home", home);
        Checks.within("instance.start", start, 1, Long.MAX_VALUE);
        Checks.notBlank("instance.place", place);
    }
}
