package dev.hone.trainer.recipe;

import dev.hone.datasets.base.ModelConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Pre-trains a small model from the command line; a run that was stopped goes on where it was.
public final class PretrainMain {
    private static final Set<String> NAMES =
            Set.of(
                    "text",
                    "valid",
                    "out",
                    "latest",
                    "checkpoints",
                    "minutes",
                    "seed",
                    "rate",
                    "warmup",
                    "rows",
                    "rows-at-once",
                    "lanes",
                    "length",
                    "vocabulary",
                    "hidden",
                    "layers",
                    "heads",
                    "kv-heads",
                    "head-size",
                    "feed-forward",
                    "positions");

    private final Map<String, String> arguments;

    private PretrainMain(Map<String, String> arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] args) throws IOException {
        var main = new PretrainMain(parse(args));
        new Pretrain(main.plan(), InstantSource.system()).run();
    }

    private static Map<String, String> parse(String[] args) {
        var arguments = new HashMap<String, String>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            String name = args[i].replaceFirst("^--", "");
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown argument %s, known are %s".formatted(args[i], NAMES));
            }
            arguments.put(name, args[i + 1]);
        }
        return arguments;
    }

    private PretrainPlan plan() {
        Path out = path("out");
        return new PretrainPlan(
                path("text"),
                path("valid"),
                out,
                Path.of(arguments.getOrDefault("latest", out + "-latest")),
                path("checkpoints"),
                Duration.ofSeconds((long) (60 * number("minutes", 60))),
                config(),
                whole("length", 256),
                whole("rows", 64),
                whole("rows-at-once", 8),
                whole("lanes", 2),
                number("rate", 1.5e-3),
                whole("warmup", 100),
                whole("seed", 42),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10));
    }

    private ModelConfig config() {
        return ModelConfig.llama(
                whole("vocabulary", 4096),
                whole("hidden", 256),
                whole("layers", 5),
                whole("heads", 4),
                whole("kv-heads", 2),
                whole("head-size", 64),
                whole("feed-forward", 704),
                whole("positions", 1024),
                true);
    }

    private Path path(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--%s is missing".formatted(name));
        }
        return Path.of(value);
    }

    private int whole(String name, int otherwise) {
        return Integer.parseInt(arguments.getOrDefault(name, String.valueOf(otherwise)));
    }

    private double number(String name, double otherwise) {
        return Double.parseDouble(arguments.getOrDefault(name, String.valueOf(otherwise)));
    }
}
