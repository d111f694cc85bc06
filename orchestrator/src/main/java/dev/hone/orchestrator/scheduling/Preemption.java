package dev.hone.orchestrator.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Decides which running jobs hand their workers over to more urgent ones. A class that was lifted
/// by waiting protects a job that has it, but takes no worker from another.
///
/// @param promoteAfter waiting that lifts a job by one class
/// @param patience how long an urgent job waits for a worker before it takes one
/// @param undisturbed how long an attempt runs before it can be stopped, so that each gets on
public record Preemption(Duration promoteAfter, Duration patience, Duration undisturbed) {
    /// Each lane's first job is given a worker that is free or becomes so, else the worker of the
    /// least urgent job; among these the one that began last.
    ///
    /// @param waiting lanes that may give a job, the best first
    /// @param idle workers without a job
    /// @return jobs that are to stop at a checkpoint
    public List<String> yielding(
            List<Lane> waiting, Collection<Traits> idle, Collection<Running> running, Instant now) {
        var free = new ArrayList<>(idle);
        running.stream().filter(Running::yielding).map(Running::worker).forEach(free::add);
        var stoppable = stoppable(running, now);
        var chosen = new ArrayList<String>();
        for (var lane : waiting) {
            if (taken(free, lane.needs()) || lane.since().plus(patience).isAfter(now)) {
                continue;
            }
            victim(stoppable, lane)
                    .ifPresent(victim -> {
                        stoppable.remove(victim);
                        chosen.add(victim.job());
                    });
        }
        return chosen;
    }

    private List<Running> stoppable(Collection<Running> running, Instant now) {
        return new ArrayList<>(
                running.stream()
                        .filter(job -> !job.yielding())
                        .filter(job -> !job.started().plus(undisturbed).isAfter(now))
                        .sorted(
                                Comparator.comparing(this::urgency)
                                        .thenComparing(Running::started, Comparator.reverseOrder())
                                        .thenComparing(Running::job))
                        .toList());
    }

    private static boolean taken(List<Traits> free, Needs needs) {
        return free.stream().filter(needs::metBy).findFirst().map(free::remove).orElse(false);
    }

    private Optional<Running> victim(List<Running> stoppable, Lane lane) {
        return stoppable.stream()
                .filter(job -> urgency(job).compareTo(lane.priority()) < 0)
                .filter(job -> lane.needs().metBy(job.worker()))
                .findFirst();
    }

    /// As it was when the job was chosen.
    private PriorityClass urgency(Running job) {
        return job.priority().after(Duration.between(job.submitted(), job.started()), promoteAfter);
    }
}
