package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.trainer.Reference;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DataOrderTest {
    @Test
    void rowsComeInTheOrderOfTorchRandperm() throws IOException {
        var reference = new JsonMapper().readTree(Reference.file("order.json").toFile());
        for (var order : reference.properties()) {
            String[] key = order.getKey().split("/", 2);
            int size = Integer.parseInt(key[0]);
            var expected = new int[size];
            for (int i = 0; i < size; i++) {
                expected[i] = order.getValue().get(i).asInt();
            }

            assertThat(MersenneTwister.permutation(size, Long.parseLong(key[1])))
                    .isEqualTo(expected);
        }
    }
}
