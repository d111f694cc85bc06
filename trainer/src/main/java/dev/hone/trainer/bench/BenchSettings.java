package dev.hone.trainer.bench;

import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.settings.Given;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is measured.
///
/// @param batch rows in one step
/// @param length tokens of every row
/// @param rank of the adapters, which are on all linear modules
/// @param dropout of the adapters' inputs
/// @param magnitudes whether the adapters have them (DoRA)
/// @param type that is computed in
/// @param steps that are timed, after [TrainBench#WARM_UP] others
/// @param device that trains
/// @param threads lanes that train, on a processor
/// @param memory bytes that the run may plan with; empty for what the machine has
/// @param nativeDirectory where the native libraries are unpacked
record BenchSettings(
        Path model,
        int batch,
        int length,
        int rank,
        double dropout,
        boolean magnitudes,
        ScalarType type,
        int steps,
        DeviceChoice device,
        int threads,
        OptionalLong memory,
        Optional<Path> nativeDirectory) {
    private static final Set<String> NAMES =
            Set.of(
                    "model",
                    "batch",
                    "length",
                    "rank",
                    "dropout",
                    "dora",
                    "dtype",
                    "steps",
                    "device",
                    "threads",
                    "memory",
                    "native-dir");

    /// The type as the command line calls it.
    String typeName() {
        return switch (type) {
            case BFLOAT16 -> "bf16";
            case FLOAT32 -> "fp32";
            case FLOAT16 -> "fp16";
        };
    }

    /// Reads `--name value` pairs; all faults are said at once.
    static BenchSettings parse(String... arguments) {
        return new Reader(arguments).settings();
    }

    private static final class Reader {
        private final Map<String, String> given = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private final Given values = new Given(given::get, "--"::concat, faults);

        Reader(String... arguments) {
            for (int i = 0; i < arguments.length; i += 2) {
                String name = arguments[i].replaceFirst("^--", "");
                if (!NAMES.contains(name) || !arguments[i].startsWith("--")) {
                    faults.add(
                            "unknown option %s, known are --%s"
                                    .formatted(
                                            arguments[i],
                                            String.join(", --", NAMES.stream().sorted().toList())));
                } else if (i + 1 == arguments.length) {
                    faults.add("--%s needs a value".formatted(name));
                } else {
                    given.put(name, arguments[i + 1]);
                }
            }
        }

        BenchSettings settings() {
            var settings =
                    new BenchSettings(
                            Path.of(required("model")),
                            values.number("batch", 8, 1, 4096),
                            values.number("length", 256, 2, 1 << 20),
                            values.number("rank", 16, 1, 256),
                            dropout(),
                            flag("dora"),
                            type(),
                            values.number("steps", 10, 1, 10_000),
                            values.device("device"),
                            values.number(
                                    "threads", Runtime.getRuntime().availableProcessors(), 1, 1024),
                            memory(),
                            Optional.ofNullable(given.get("native-dir")).map(Path::of));
            if (!faults.isEmpty()) {
                throw new BenchFaults(faults);
            }
            return settings;
        }

        private String required(String name) {
            @Nullable String value = given.get(name);
            if (value == null) {
                faults.add("--%s is missing".formatted(name));
                return "";
            }
            return value;
        }

        private ScalarType type() {
            String name = given.getOrDefault("dtype", "bf16");
            return switch (name) {
                case "fp32" -> ScalarType.FLOAT32;
                case "bf16" -> ScalarType.BFLOAT16;
                default -> {
                    faults.add("--dtype must be bf16 or fp32, was \"%s\"".formatted(name));
                    yield ScalarType.BFLOAT16;
                }
            };
        }

        private double dropout() {
            String text = given.getOrDefault("dropout", "0");
            try {
                double number = Double.parseDouble(text);
                if (number >= 0 && number < 1) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Said below, as for a number out of bounds.
            }
            faults.add("--dropout must be at least 0 and below 1, was \"%s\"".formatted(text));
            return 0;
        }

        private boolean flag(String name) {
            String text = given.getOrDefault(name, "false");
            if (!text.equals("true") && !text.equals("false")) {
                faults.add("--%s must be true or false, was \"%s\"".formatted(name, text));
            }
            return text.equals("true");
        }

        private OptionalLong memory() {
            return given.containsKey("memory")
                    ? OptionalLong.of((long) values.number("memory", 1, 1, 1 << 30) << 20)
                    : OptionalLong.empty();
        }
    }
}
