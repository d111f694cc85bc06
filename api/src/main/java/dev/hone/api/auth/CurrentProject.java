package dev.hone.api.auth;

import jakarta.inject.Singleton;

/// The project a request works in. There is one until keys belong to projects; resources ask here,
/// so that they need not change then.
@Singleton
public final class CurrentProject {
    public String id() {
        return "default";
    }

    /// Who asks, for the record; the kind of key until keys belong to people.
    public String caller() {
        return "user";
    }
}
