package dev.hone.protocol;

/// What the control plane wants of a running attempt.
public enum Directive {
    CONTINUE,
    CANCEL,
    PAUSE,
    PREEMPT
}
