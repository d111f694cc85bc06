package dev.hone.protocol;

/// The answer to a worker's registration.
///
/// @param served versions of the job protocol that the control plane serves
public record Registered(ProtocolRange served) {}
