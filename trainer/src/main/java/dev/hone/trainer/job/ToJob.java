package dev.hone.trainer.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;

/// What a worker says to the process of its job: [Begin] first and once.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ToJob.Begin.class, name = "begin"),
    @JsonSubTypes.Type(value = ToJob.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = ToJob.Checkpointed.class, name = "checkpointed")
})
public sealed interface ToJob {
    record Begin(Claim claim, JobSettings settings) implements ToJob {}

    /// @param directive CANCEL, PAUSE, PREEMPT, or CONTINUE when the worker itself must end and
    ///   hands the job back
    record Stop(Directive directive) implements ToJob {}

    /// The answer to [FromJob.Checkpoint].
    ///
    /// @param counts whether the job goes on from it after a crash
    record Checkpointed(boolean counts) implements ToJob {}
}
