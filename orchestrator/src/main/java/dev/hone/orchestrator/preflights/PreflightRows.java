package dev.hone.orchestrator.preflights;

import dev.hone.datasets.preflight.FromPreflight;
import dev.hone.orchestrator.clock.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The row of a preflight while it runs. What comes from an attempt that has been overtaken is not
/// written.
@ApplicationScoped
class PreflightRows {
    private static final Logger LOG = LoggerFactory.getLogger(PreflightRows.class);

    private final PreflightRepository preflights;
    private final DatabaseClock clock;
    private final Event<PreflightEnded> ended;
    private final PreflightsConfig config;

    PreflightRows(
            PreflightRepository preflights,
            DatabaseClock clock,
            Event<PreflightEnded> ended,
            PreflightsConfig config) {
        this.preflights = preflights;
        this.clock = clock;
        this.ended = ended;
        this.config = config;
    }

    record Claimed(String id, int attempt, PreflightWork work) {}

    /// The oldest that waits, or whose replica is silent. One that was lost too often fails, and
    /// the next is looked for.
    @Transactional
    Optional<Claimed> claim() {
        for (var next = preflights.next(); next.isPresent(); next = preflights.next()) {
            var row = next.get();
            if (row.attempt < config.attempts()) {
                var now = clock.now();
                row.claim(now, now.plus(config.lease()));
                return Optional.of(new Claimed(row.id, row.attempt, row.work()));
            }
            row.fail(lost(row.attempt), clock.now());
            tell(row);
        }
        return Optional.empty();
    }

    private static PreflightView.Failure lost(int attempts) {
        return new PreflightView.Failure(
                "preflight_lost",
                "The control plane ended %d times during the preflight".formatted(attempts));
    }

    @Transactional
    boolean renew(Claimed claimed, long rowsSeen) {
        return preflights.renew(
                claimed.id(), claimed.attempt(), clock.now().plus(config.lease()), rowsSeen);
    }

    @Transactional
    void succeed(Claimed claimed, FromPreflight.Reported found) {
        owned(
                claimed,
                row -> {
                    row.succeed(found.report(), clock.now());
                    preflights.keepLengths(row.id, found.lengths());
                    tell(row);
                });
    }

    @Transactional
    void fail(Claimed claimed, PreflightView.Failure failure) {
        owned(
                claimed,
                row -> {
                    row.fail(failure, clock.now());
                    tell(row);
                });
    }

    @Transactional
    void handBack(Claimed claimed) {
        owned(claimed, PreflightEntity::handBack);
    }

    private void owned(Claimed claimed, Consumer<PreflightEntity> change) {
        preflights
                .owned(claimed.id(), claimed.attempt())
                .ifPresentOrElse(
                        change,
                        () ->
                                LOG.atWarn()
                                        .addKeyValue("preflight", claimed.id())
                                        .addKeyValue("attempt", claimed.attempt())
                                        .log("Preflight was overtaken; its result is dropped"));
    }

    private void tell(PreflightEntity row) {
        preflights.flush();
        LOG.atInfo()
                .addKeyValue("preflight", row.id)
                .addKeyValue("project", row.project)
                .addKeyValue("state", row.state)
                .addKeyValue("cause", row.failureCode)
                .log("Preflight ended");
        ended.fire(new PreflightEnded(row.view()));
    }
}
