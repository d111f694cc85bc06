package dev.hone.trainer.kernel;

/// The number types that weights come in and are computed in, with libtorch's code for each.
public enum ScalarType {
    FLOAT16(5, 2, "F16"),
    FLOAT32(6, 4, "F32"),
    BFLOAT16(15, 2, "BF16");

    private final int code;
    private final int bytes;
    private final String safetensorsName;

    ScalarType(int code, int bytes, String safetensorsName) {
        this.code = code;
        this.bytes = bytes;
        this.safetensorsName = safetensorsName;
    }

    /// The type by its name in a safetensors file.
    public static ScalarType named(String safetensorsName) {
        for (ScalarType type : values()) {
            if (type.safetensorsName.equals(safetensorsName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no number type is called " + safetensorsName);
    }

    int code() {
        return code;
    }

    public int bytes() {
        return bytes;
    }

    public String safetensorsName() {
        return safetensorsName;
    }
}
