package dev.hone.protocol;

/// The versions of what control plane and workers say to each other. The number grows when one side
/// must know of a change; members that the other may pass over do not need a new one.
public final class JobProtocol {
    /// Spoken by workers of this code.
    public static final int VERSION = 1;

    /// Served by control planes of this code. The versions of the release before are among them, so
    /// that control planes are upgraded first and workers one after the other.
    public static final ProtocolRange SERVED = new ProtocolRange(1, VERSION);

    private JobProtocol() {}
}
