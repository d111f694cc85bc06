package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.store.DirectoryStore;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.trainer.recipe.LoraPlan;
import dev.hone.trainer.recipe.Schedule;
import dev.hone.trainer.recipe.ValidationPlan;
import dev.hone.trainer.recipe.Warmup;
import dev.hone.trainer.worker.TinyJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanSettingsTest {
    @Test
    void everySettingOfAJobReachesTheRecipe(@TempDir Path directory) throws IOException {
        var nothing = new ObjectRef("nothing", "0".repeat(64), 0);
        var base =
                new BaseRef(
                        "tiny", "1".repeat(64), List.of(new NamedObject("config.json", nothing)));
        try (var store = new DirectoryStore(directory)) {
            var job = new TinyJob(store, base);

            assertThat(Settings.plan(job.claim(1, null).spec()))
                    .isEqualTo(
                            new LoraPlan(
                                    3,
                                    4,
                                    1,
                                    1e-2,
                                    Schedule.COSINE,
                                    new Warmup.Ratio(0.1),
                                    1,
                                    0,
                                    11,
                                    TinyJob.CHECKPOINT_EVERY));
            assertThat(Settings.plan(job.decidedByValidation(1, null).spec()))
                    .isEqualTo(
                            new LoraPlan(
                                    3,
                                    40,
                                    2,
                                    2,
                                    128,
                                    1e-2,
                                    Schedule.cosineDownTo(0.1),
                                    new Warmup.Steps(2),
                                    1,
                                    0,
                                    11,
                                    TinyJob.CHECKPOINT_EVERY,
                                    new ValidationPlan(3, true, 4, 0.01)));
        }
    }
}
