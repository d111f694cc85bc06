package dev.hone.trainer.recipe;

import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.AdapterCard;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A process that trains a short run, from the newest checkpoint of its directory on, and tells on
/// its output how far it is. It may be killed at any moment.
///
/// Packed, with accumulation, and a validation that decides when it ends and what is kept.
final class KeptRun implements RunHooks {
    /// The finished adapter, below the directory.
    static final String ADAPTER = "adapter";

    private static final String STEP = "step-";

    private final Path directory;

    private KeptRun(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        var directory = Files.createDirectories(Path.of(arguments[0]));
        try (var engine = Engine.open(2);
                var reference = new Reference("tied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.BFLOAT16)) {
            var run = TrlRun.named("stopping");
            var sft =
                    new LoraSft(
                            engine,
                            base,
                            LoraSettings.allLinear(4, 8),
                            plan(),
                            run.tokens("rows"),
                            run.tokens("validation"),
                            new KeptRun(directory));
            var finished = (LoraOutcome.Finished) sft.run();
            try (var adapter = finished.adapter()) {
                var card = new AdapterCard("tied", Optional.empty(), List.of());
                AdapterDirectory.write(adapter, card, directory.resolve(ADAPTER));
            }
            tell("finished %d kept %d".formatted(finished.steps(), finished.keptStep()));
        }
    }

    private static LoraPlan plan() {
        return new LoraPlan(
                40,
                0,
                2,
                2,
                40,
                1e-2,
                Schedule.cosineDownTo(0.1),
                new Warmup.Steps(3),
                1,
                0.01,
                5,
                3,
                new ValidationPlan(2, true, 6, 0.005));
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }

    @Override
    public void progressed(Progress progress) {
        tell("step " + progress.step());
    }

    @Override
    public void validated(int step, double loss) {
        tell("validated " + step);
    }

    /// A checkpoint is there as a whole or not at all.
    @Override
    public void save(int step, Snapshot snapshot) throws IOException {
        tell("saving " + step);
        var unfinished = Files.createDirectories(directory.resolve("unfinished"));
        snapshot.write(unfinished);
        tell("written " + step);
        var kept = directory.resolve(STEP + step);
        Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
        tell("saved " + step);
    }

    @Override
    public Optional<Path> latestCheckpoint() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(STEP))
                    .max(Comparator.comparingInt(KeptRun::step));
        }
    }

    private static int step(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().substring(STEP.length()));
    }
}
