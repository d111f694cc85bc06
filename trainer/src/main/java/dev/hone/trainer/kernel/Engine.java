package dev.hone.trainer.kernel;

import ai.djl.engine.EngineException;
import dev.hone.trainer.device.DeviceChoice;

/// What trains and answers: tensors, the model's programs, and the lanes that call them.
public record Engine(Tensors tensors, Decoder decoder, Lanes lanes) implements AutoCloseable {
    /// On the processor.
    ///
    /// @param lanes how many calls run side by side, each on one core
    public static Engine open(int lanes) {
        return open(DeviceChoice.CPU, lanes);
    }

    /// A GPU is one lane: one call keeps all of it busy.
    ///
    /// @param lanes how many calls run side by side on the processor, each on one core
    /// @throws DeviceMissingException if a GPU is demanded and there is none
    /// @throws EngineMissingException if libtorch is not there or not whole
    public static Engine open(DeviceChoice choice, int lanes) {
        try {
            var tensors = Tensors.open(choice);
            return new Engine(
                    tensors, new Decoder(tensors), new Lanes(tensors.onGpu() ? 1 : lanes));
        } catch (EngineException | LinkageError e) {
            throw new EngineMissingException(e);
        }
    }

    @Override
    public void close() {
        lanes.close();
        decoder.close();
        tensors.close();
    }
}
