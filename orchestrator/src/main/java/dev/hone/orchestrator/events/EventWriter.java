package dev.hone.orchestrator.events;

import dev.hone.orchestrator.events.Reading.Dead;
import dev.hone.orchestrator.events.Reading.Told;
import dev.hone.protocol.EventEnvelope;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Stores what workers tell, each event once, in one transaction of four statements however many
/// they are. What comes late changes nothing: events of an attempt that has been overtaken and
/// events of an ended job are named cases, counted and left out. What cannot be, an unknown job or
/// a token that nobody was given, is dead.
@ApplicationScoped
class EventWriter {
    private final DataSource dataSource;
    private final MeterRegistry meters;

    EventWriter(DataSource dataSource, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.meters = meters;
    }

    private record JobRow(long token, boolean ended) {}

    /// How an event stands to its job.
    private sealed interface Standing {
        record Current() implements Standing {}

        /// It says nothing that counts any more.
        record Late(String why) implements Standing {}

        /// No worker can have sent it.
        record Impossible(Reason reason) implements Standing {}
    }

    /// Answers the dead.
    @Transactional(rollbackOn = SQLException.class)
    List<Dead> store(List<Told> told) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var jobs = lockJobs(connection, told);
            var current = new ArrayList<StoredEvent>();
            var late = new ArrayList<Standing.Late>();
            var dead = new ArrayList<Dead>();
            for (var one : told) {
                switch (standing(one.event().envelope(), jobs)) {
                    case Standing.Current _ -> current.add(one.event());
                    case Standing.Late behind -> late.add(behind);
                    case Standing.Impossible(var reason) ->
                            dead.add(new Dead(one.record(), reason));
                }
            }
            int stored = EventInserts.insert(connection, current);
            ProgressUpdates.apply(connection, current);
            count(stored, late);
            return dead;
        }
    }

    /// Locked in the order of ids, so that two consumers cannot wait for each other; locked at all,
    /// so that no event slips in behind the job's end.
    private static Map<String, JobRow> lockJobs(Connection connection, List<Told> told)
            throws SQLException {
        var ids = told.stream().map(one -> one.event().envelope().jobId()).distinct().sorted();
        var jobs = new HashMap<String, JobRow>();
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT id, token, finished_at IS NOT NULL FROM jobs
                        WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE
                        """)) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    jobs.put(rows.getString(1), new JobRow(rows.getLong(2), rows.getBoolean(3)));
                }
            }
        }
        return jobs;
    }

    private static Standing standing(EventEnvelope envelope, Map<String, JobRow> jobs) {
        var job = jobs.get(envelope.jobId());
        if (job == null) {
            return new Standing.Impossible(
                    Reason.of(
                            Reason.Why.UNKNOWN_JOB,
                            "there is no job \"%s\"".formatted(envelope.jobId())));
        }
        if (envelope.token() > job.token()) {
            return new Standing.Impossible(
                    Reason.of(
                            Reason.Why.UNKNOWN_TOKEN,
                            "token %d of job \"%s\" was given to nobody; the newest is %d"
                                    .formatted(envelope.token(), envelope.jobId(), job.token())));
        }
        if (envelope.token() < job.token()) {
            return new Standing.Late("overtaken_attempt");
        }
        return job.ended() ? new Standing.Late("ended_job") : new Standing.Current();
    }

    private void count(int stored, List<Standing.Late> late) {
        meters.counter("hone.events.stored").increment(stored);
        for (var event : late) {
            meters.counter("hone.events.ignored", "why", event.why()).increment();
        }
    }
}
