package dev.hone.datasets.container;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;

/// The packed bytes cannot be unpacked any further: the file's fault, not the stream's.
final class DamagedFile extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    DamagedFile(FaultCode code, String message) {
        super(message);
        this.fault = Fault.ofRow(code, message);
    }

    Fault fault() {
        return fault;
    }
}
