package dev.hone.trainer.kernel;

/// A GPU was demanded, and libtorch sees none.
public final class DeviceMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeviceMissingException(String libtorch) {
        super(
                ("device must be cpu or auto here, was cuda: the libtorch at %s sees no GPU. It needs a"
                                + " driver (does nvidia-smi list the GPU?) and a libtorch with CUDA,"
                                + " whose directory PYTORCH_LIBRARY_PATH names")
                        .formatted(libtorch));
    }
}
