package dev.hone.trainer.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.TrainEvent;

/// What the process of a job says to its worker: [Ended] last and once.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FromJob.Progressed.class, name = "progressed"),
    @JsonSubTypes.Type(value = FromJob.Pulse.class, name = "pulse"),
    @JsonSubTypes.Type(value = FromJob.Calls.class, name = "calls"),
    @JsonSubTypes.Type(value = FromJob.Told.class, name = "told"),
    @JsonSubTypes.Type(value = FromJob.Checkpoint.class, name = "checkpoint"),
    @JsonSubTypes.Type(value = FromJob.Ended.class, name = "ended")
})
public sealed interface FromJob {
    record Progressed(int step, int totalSteps) implements FromJob {}

    /// A unit of work was done, or another phase begins.
    record Pulse(Phase phase) implements FromJob {}

    /// From now on calls of the model have at most so many padded tokens.
    record Calls(int tokens) implements FromJob {}

    record Told(TrainEvent event) implements FromJob {}

    /// A checkpoint whose files are in the store; answered by [ToJob.Checkpointed].
    record Checkpoint(CheckpointManifest manifest) implements FromJob {}

    record Ended(Outcome outcome) implements FromJob {}
}
