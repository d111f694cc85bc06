package dev.hone.datasets.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Compares with transformers on the templates that trl brings along. Runs by name only: the
/// templates are read where trl is installed, see src/test/python/trl_templates.py.
@EnabledIfSystemProperty(named = "hone.trl.templates", matches = ".+")
class TrlTemplatesTest {

    @Test
    void everyTemplateRendersAsWithTransformers() throws Exception {
        var file = Path.of(System.getProperty("hone.trl.templates"));
        var cases = new References(new ObjectMapper().readTree(file.toFile())).cases().toList();
        var wrongByTemplate = new TreeMap<String, Integer>();
        var differences = new ArrayList<String>();
        for (var reference : cases) {
            wrongByTemplate.merge(reference.template(), 0, Integer::sum);
            var difference = reference.difference();
            if (difference.isPresent()) {
                wrongByTemplate.merge(reference.template(), 1, Integer::sum);
                differences.add(reference.name() + ": " + difference.get());
            }
        }

        System.out.printf(
                "%d of %d templates, %d of %d cases equal; %d cases with spans, %d that fail on both sides%n",
                wrongByTemplate.values().stream().filter(wrong -> wrong == 0).count(),
                wrongByTemplate.size(),
                cases.size() - differences.size(),
                cases.size(),
                cases.stream().filter(References.Case::hasSpans).count(),
                cases.stream().filter(References.Case::fails).count());
        assertThat(wrongByTemplate).hasSizeGreaterThanOrEqualTo(60);
        assertThat(differences).isEmpty();
    }
}
