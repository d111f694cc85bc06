package dev.hone.datasets.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something about rows that their author may not want.
///
/// @param file where the rows are
/// @param rows how many have it
/// @param places the first of them, at most [#MOST_PLACES]
/// @param examples of what was found, shortened; at most [#MOST_EXAMPLES]
/// @param message what it is and what would be right
public record ContentFinding(
        ContentCode code,
        ContentFile file,
        long rows,
        List<Place> places,
        List<String> examples,
        String message) {
    public static final int MOST_PLACES = 10;
    public static final int MOST_EXAMPLES = 3;

    /// @param line on which the row starts, from 1
    /// @param resembles the line of the training row that it resembles; absent where it is not
    ///   about likeness
    public record Place(long line, @Nullable Long resembles) {}

    public ContentFinding {
        places = List.copyOf(places);
        examples = List.copyOf(examples);
        if (rows < 1) {
            throw new IllegalArgumentException("a finding is about at least one row, was " + rows);
        }
    }
}
