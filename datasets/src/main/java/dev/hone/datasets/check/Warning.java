package dev.hone.datasets.check;

import java.util.List;

/// Something in rows that can be used that their author may not want. It stops no job.
///
/// @param rows how many have it
/// @param firstLines the first of them, at most [Survey#SHOWN_LINES]
/// @param message what it is and what would be right
public record Warning(WarningCode code, long rows, List<Long> firstLines, String message) {
    public Warning {
        firstLines = List.copyOf(firstLines);
    }
}
