package dev.hone.trainer.kernel;

/// What trains and answers: tensors, the model's programs, and the lanes that call them.
public record Engine(Tensors tensors, Decoder decoder, Lanes lanes) implements AutoCloseable {
    /// @param lanes how many calls run side by side, each on one core
    public static Engine open(int lanes) {
        var tensors = Tensors.open();
        return new Engine(tensors, new Decoder(tensors), new Lanes(lanes));
    }

    @Override
    public void close() {
        lanes.close();
        decoder.close();
        tensors.close();
    }
}
