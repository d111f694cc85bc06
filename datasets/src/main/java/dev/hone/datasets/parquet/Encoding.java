package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;

/// How the values of a page are written.
enum Encoding {
    PLAIN(0),
    PLAIN_DICTIONARY(2),
    RLE(3),
    DELTA_BINARY_PACKED(5),
    DELTA_LENGTH_BYTE_ARRAY(6),
    DELTA_BYTE_ARRAY(7),
    RLE_DICTIONARY(8),
    BYTE_STREAM_SPLIT(9);

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Encoding of(int number) throws Damage {
        for (var encoding : values()) {
            if (encoding.number == number) {
                return encoding;
            }
        }
        throw Damage.of(
                FaultCode.FORMAT_NOT_SUPPORTED,
                "an encoding of the number %d is not known; write the file with plain or dictionary encoding"
                        .formatted(number));
    }
}
