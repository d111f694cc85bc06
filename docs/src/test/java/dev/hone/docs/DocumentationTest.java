package dev.hone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK =
            Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)[^)]*\\)");
    private static final Pattern TYPE =
            Pattern.compile("^\\*Type: (tutorial|how-to|reference|explanation|decision)[.,;]");

    @Test
    void everyRelativeLinkLeadsToAFileOfTheTree() throws IOException {
        var broken = new ArrayList<String>();
        for (var page : pages()) {
            var links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                if (!Files.exists(page.resolveSibling(links.group(1)).normalize())) {
                    broken.add(ROOT.relativize(page) + " -> " + links.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageUnderDocsSaysWhichTypeItIs() throws IOException {
        var untyped =
                pages().stream()
                        .filter(page -> page.startsWith(ROOT.resolve("docs")))
                        .filter(page ->
                                lines(page).stream().noneMatch(line -> TYPE.matcher(line).find()))
                        .map(page -> ROOT.relativize(page).toString());
        assertThat(untyped).isEmpty();
    }

    @Test
    void theReadmeShowsTheTwoCommands() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("./hone demo")
                .contains("./hone test");
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.toString().contains("/node_modules/"))
                    .filter(file -> !file.toString().contains("/resources/"))
                    .toList();
        }
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
