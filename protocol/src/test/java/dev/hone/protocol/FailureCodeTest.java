package dev.hone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureCodeTest {
    /// Once released a code stays: this list only ever grows.
    private static final List<String> STABLE =
            List.of(
                    "no_usable_rows",
                    "base_unusable",
                    "unusable_tokenizer",
                    "lora_unsupported",
                    "loss_not_finite",
                    "preflight_failed",
                    "deadline_exceeded",
                    "budget_exhausted",
                    "out_of_memory",
                    "insufficient_memory",
                    "no_worker_fits",
                    "heap_exhausted",
                    "disk_full",
                    "store_unavailable",
                    "store_slow",
                    "store_denied",
                    "store_refused",
                    "object_missing",
                    "object_corrupt",
                    "object_taken",
                    "store_failed",
                    "file_missing",
                    "file_denied",
                    "device_missing",
                    "device_failed",
                    "engine_missing",
                    "engine_failed",
                    "process_not_started",
                    "process_crashed",
                    "process_killed",
                    "hung",
                    "worker_lost",
                    "quarantined",
                    "adapter_not_verified",
                    "preflight_crashed",
                    "preflight_timed_out",
                    "preflight_unreadable",
                    "unexpected");

    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();

    @Test
    void codesAreStable() {
        assertThat(Arrays.stream(FailureCode.values()).map(FailureCode::code))
                .containsExactlyElementsOf(STABLE);
    }

    @Test
    void aCodeIsFoundAgainAndAForeignOneIsNot() {
        assertThat(FailureCode.of("hung")).contains(FailureCode.HUNG);
        assertThat(FailureCode.of("gpu_on_fire")).isEmpty();
    }

    @Test
    void theClassDecidesTheRetry() {
        assertThat(FailureCode.values())
                .allSatisfy(code ->
                        assertThat(code.retry().mayHelp())
                                .as(code.code())
                                .isEqualTo(
                                        switch (code.failure()) {
                                            case USER, POISON -> false;
                                            case PLATFORM, RESOURCE -> true;
                                        }));
    }

    @Test
    void everyCodeSaysCauseAndFixInSentences() {
        assertThat(FailureCode.values())
                .allSatisfy(code ->
                        assertThat(List.of(code.cause(), code.fix()))
                                .allMatch(words -> words.matches("([A-Z]|libtorch).*\\.")));
        assertThat(Outage.values())
                .allSatisfy(outage ->
                        assertThat(List.of(outage.cause(), outage.fix()))
                                .allMatch(words -> words.matches("([A-Z]|libtorch).*\\.")));
    }

    @Test
    void noOtherSourceWritesACode() throws IOException {
        assertThat(literals(sources(TREE))).isEmpty();
    }

    @Test
    void aCodeInAnotherSourceWouldBeSeen(@TempDir Path directory) throws IOException {
        var source = directory.resolve("other/src/main/java/Other.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class Other { String code = \"out_of_memory\"; }");

        assertThat(literals(sources(directory))).containsExactly("Other.java: \"out_of_memory\"");
    }

    @Test
    void theReferenceSaysWhatTheCatalogueSays() throws IOException {
        assertThat(Files.readString(TREE.resolve("docs/reference/errors.md")))
                .as("the page is written from the catalogue by: " + ErrorsPage.COMMAND)
                .isEqualTo(ErrorsPage.text());
    }

    private static List<Path> sources(Path tree) throws IOException {
        try (var modules = Files.list(tree)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(FailureCodeTest::below)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static Stream<Path> below(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> literals(List<Path> sources) throws IOException {
        var found = new ArrayList<String>();
        for (var source : sources) {
            var text = Files.readString(source);
            for (var code : FailureCode.values()) {
                var literal = "\"" + code.code() + "\"";
                if (text.contains(literal)) {
                    found.add(source.getFileName() + ": " + literal);
                }
            }
        }
        return found;
    }
}
