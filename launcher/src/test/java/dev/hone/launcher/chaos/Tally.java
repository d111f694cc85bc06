package dev.hone.launcher.chaos;

import dev.hone.launcher.chaos.Attempts.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What all schedules of a run came to.
final class Tally {
    private final Map<FaultKind, Integer> kinds = new EnumMap<>(FaultKind.class);
    private final Map<String, List<Duration>> pauses = new TreeMap<>();
    private int schedules;
    private int jobs;
    private int mostLostSteps;

    void count(List<Fault> injected) {
        schedules++;
        injected.forEach(fault -> kinds.merge(fault.kind(), 1, Integer::sum));
    }

    /// @param mayLose how many steps an attempt may do that the one before has done already
    /// @return how many more there were
    int count(int mayLose, List<Attempt> attempts) {
        jobs++;
        var excess = 0;
        for (var number = 1; number < attempts.size(); number++) {
            var before = attempts.get(number - 1);
            var after = attempts.get(number);
            var lost = before.reached() - after.resumed();
            mostLostSteps = Math.max(mostLostSteps, lost);
            excess = Math.max(excess, lost - mayLose);
            var why = why(before);
            pauses.putIfAbsent(why, new ArrayList<>());
            after.after(before).ifPresent(pauses.get(why)::add);
        }
        return excess;
    }

    /// A code, or the first words of a sentence: what numbers follow is of one attempt only.
    private static String why(Attempt attempt) {
        return attempt.endedBecause().orElse("?").replaceFirst("[:(].*", "").strip();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append("%d schedules, %d jobs, ".formatted(schedules, jobs))
                .append("most steps done twice: %d%n".formatted(mostLostSteps));
        kinds.forEach((kind, count) -> text.append("  %3d %s%n".formatted(count, kind)));
        text.append("attempts that another followed; from the last step of the one to the first")
                .append(" of the other, where both told of steps:%n".formatted());
        pauses.forEach((why, each) -> text.append(line(why, each)));
        return text.toString();
    }

    private static String line(String why, List<Duration> each) {
        var sorted = each.stream().sorted().toList();
        return sorted.isEmpty()
                ? "  %s%n".formatted(why)
                : "  %s: %d, median %d s, most %d s%n"
                        .formatted(
                                why,
                                sorted.size(),
                                sorted.get(sorted.size() / 2).toSeconds(),
                                sorted.getLast().toSeconds());
    }
}
