package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.events.EventLog;
import dev.hone.orchestrator.scheduling.Lane;
import dev.hone.orchestrator.scheduling.Preemption;
import dev.hone.orchestrator.scheduling.PriorityClass;
import dev.hone.orchestrator.scheduling.Scheduler;
import dev.hone.protocol.TrainEvent.Level;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// Makes room for urgent jobs that wait while less urgent ones have all workers that would do. Who
/// is to yield stops at a checkpoint with its next heartbeat, and goes on from there later.
@ApplicationScoped
class Preemptions {
    private final QueueStore queue;
    private final FleetStore fleet;
    private final JobStore jobs;
    private final EventLog events;
    private final MeterRegistry meters;
    private final SchedulingConfig config;

    Preemptions(
            QueueStore queue,
            FleetStore fleet,
            JobStore jobs,
            EventLog events,
            MeterRegistry meters,
            SchedulingConfig config) {
        this.queue = queue;
        this.fleet = fleet;
        this.jobs = jobs;
        this.events = events;
        this.meters = meters;
        this.config = config;
    }

    /// @return how many jobs were told to yield
    @Transactional
    int makeRoom(String pool) {
        if (!config.preemption() || queue.lanes(pool).stream().noneMatch(Preemptions::urgent)) {
            return 0;
        }
        fleet.decide(pool);
        int told = 0;
        for (var job : chosen(pool)) {
            told += jobs.lock(job).map(this::tell).orElse(0);
        }
        meters.counter("hone.preempted").increment(told);
        return told;
    }

    private static boolean urgent(Lane lane) {
        return lane.priority() != PriorityClass.LOW;
    }

    private List<String> chosen(String pool) {
        var lanes = queue.lanes(pool);
        var standing = queue.standing(lanes.stream().map(Lane::project).toList());
        var waiting = new Scheduler(config.promoteAfter()).order(lanes, standing);
        return new Preemption(config.promoteAfter(), config.preemptAfter(), config.undisturbed())
                .yielding(waiting, fleet.idle(pool), fleet.running(pool), standing.now());
    }

    private int tell(JobEntity job) {
        if (!(job.state() instanceof JobState.Running)) {
            return 0;
        }
        job.yields = true;
        events.say(
                job.id,
                job.token,
                Level.INFO,
                "Stops at a checkpoint to make room for a more urgent job, and goes on later");
        return 1;
    }
}
