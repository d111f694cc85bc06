package dev.hone.api.auth;

/// The two kinds of caller there are until projects and people exist.
enum Caller {
    USER,
    WORKER
}
