package dev.hone.datasets.content;

import dev.hone.datasets.fault.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Gathers the rows of one finding: how many, and the first of them.
final class Sightings {
    private final ContentCode code;
    private final ContentFile file;
    private final List<ContentFinding.Place> places = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private long rows;

    Sightings(ContentCode code, ContentFile file) {
        this.code = code;
        this.file = file;
    }

    void add(long line, @Nullable Long resembles, String example) {
        rows++;
        if (places.size() < ContentFinding.MOST_PLACES) {
            places.add(new ContentFinding.Place(line, resembles));
        }
        if (examples.size() < ContentFinding.MOST_EXAMPLES) {
            examples.add(Quote.cut(example));
        }
    }

    /// A row whose line nobody kept, or that has no text to show.
    void addUnseen(long more) {
        rows += more;
    }

    long rows() {
        return rows;
    }

    /// @param message of the number of rows
    Optional<ContentFinding> finding(LongFunction<String> message) {
        return rows == 0
                ? Optional.empty()
                : Optional.of(
                        new ContentFinding(
                                code, file, rows, places, examples, message.apply(rows)));
    }
}
