package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What a running attempt tells on the side. It may be late or repeated; it decides nothing.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainEvent.Step.class, name = "step"),
    @JsonSubTypes.Type(value = TrainEvent.Validated.class, name = "validated"),
    @JsonSubTypes.Type(value = TrainEvent.Message.class, name = "message")
})
public sealed interface TrainEvent {
    /// @param gradNorm global gradient norm before clipping
    /// @param tokensPerSecond trained tokens per second since the last event
    /// @param secondsLeft estimate for the rest of the training
    record Step(
            int step,
            int totalSteps,
            double epoch,
            double loss,
            double learningRate,
            double gradNorm,
            double tokensPerSecond,
            double secondsLeft)
            implements TrainEvent {
        public Step {
            Checks.within("step", step, 0, Integer.MAX_VALUE);
            Checks.within("totalSteps", totalSteps, 0, Integer.MAX_VALUE);
        }
    }

    /// @param loss mean loss per labelled token on the validation rows
    record Validated(int step, double loss) implements TrainEvent {
        public Validated {
            Checks.within("step", step, 0, Integer.MAX_VALUE);
        }
    }

    record Message(Level level, String message) implements TrainEvent {
        public Message {
            Checks.given("level", level);
            Checks.given("message", message);
        }
    }

    enum Level {
        INFO,
        WARN,
        ERROR
    }
}
