package dev.hone.orchestrator.preflights;

import dev.hone.datasets.preflight.FromPreflight;
import dev.hone.datasets.preflight.FromPreflight.Lengths;
import dev.hone.datasets.preflight.PreflightTask;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.ids.Ids;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.store.StoreConfig;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.preflight.RowPreview;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is known of rows before a job runs: asked for once for the same files, base and settings.
@ApplicationScoped
public class Preflights {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final PreflightRepository preflights;
    private final PreflightLoop loop;
    private final DatabaseClock clock;
    private final Ids ids;
    private final StoreConfig store;
    private final PreflightsConfig config;
    private final Semaphore previews;

    Preflights(
            PreflightRepository preflights,
            PreflightLoop loop,
            DatabaseClock clock,
            Ids ids,
            StoreConfig store,
            PreflightsConfig config) {
        this.preflights = preflights;
        this.loop = loop;
        this.clock = clock;
        this.ids = ids;
        this.store = store;
        this.config = config;
        this.previews = new Semaphore(config.previews());
    }

    /// Whether jobs wait for theirs.
    public boolean required() {
        return config.required();
    }

    /// The preflight of this work, begun now unless there is one, within the running transaction:
    /// it does not end before that does.
    @Transactional(TxType.MANDATORY)
    public PreflightView ensure(String project, PreflightWork work) {
        var key = ReuseKey.of(project, work);
        return preflights.succeeded(key).orElseGet(() -> underWay(project, key, work)).view();
    }

    /// Who asks for one that has not ended waits for the others who do.
    private PreflightEntity underWay(String project, String key, PreflightWork work) {
        preflights.holdKey(key);
        return preflights.reusable(key).orElseGet(() -> begin(project, key, work));
    }

    private PreflightEntity begin(String project, String key, PreflightWork work) {
        var preflight = new PreflightEntity(ids.preflight(), project, key, work, clock.now());
        preflights.persist(preflight);
        loop.wakeAfterCommit();
        return preflight;
    }

    /// The newest of this work, however it stands, within the running transaction.
    @Transactional(TxType.MANDATORY)
    public Optional<PreflightView> latest(String project, PreflightWork work) {
        return preflights.latest(ReuseKey.of(project, work)).map(PreflightEntity::view);
    }

    /// As it stands when it has ended, or after so long. Holds no transaction.
    public PreflightView await(PreflightView begun, Duration patience) {
        long start = System.nanoTime();
        var preflight = begun;
        while (!preflight.state().ended() && System.nanoTime() - start < patience.toNanos()) {
            pause();
            preflight =
                    QuarkusTransaction.requiringNew()
                            .call(() -> preflights.of(begun.project(), begun.id()))
                            .map(PreflightEntity::view)
                            .orElseThrow(() -> ApiException.notFound("preflight", begun.id()));
        }
        return preflight;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a preflight runs", interrupted);
        }
    }

    /// How long its rows are; of one that has succeeded.
    @Transactional
    public Optional<Lengths> lengths(String id) {
        return preflights.lengths(id);
    }

    /// Why it could not be done, as a refusal of what was asked for.
    public static ApiException refusal(PreflightView.Failure failure) {
        return refused(failure.code(), failure.message());
    }

    @Transactional
    public Optional<PreflightView> find(String project, String id) {
        return preflights.of(project, id).map(PreflightEntity::view);
    }

    /// Newest first.
    ///
    /// @param after id of the last one of the page before
    @Transactional
    public Page<PreflightView> page(String project, @Nullable String after, int limit) {
        Limits.check(limit);
        return Page.of(preflights.page(project, after, limit + 1), limit)
                .map(PreflightEntity::view);
    }

    /// One row of the training file, rendered. Holds no transaction: it takes a second.
    ///
    /// @param row from 1
    public RowPreview preview(PreflightWork work, long row) {
        var task =
                new PreflightTask.Preview(
                        store.settings(),
                        work.base().files(),
                        work.training(),
                        row,
                        work.settings());
        enter();
        try {
            return answer(
                    ChildProcess.call(task, config.previewTimeLimit(), config.heapMebibytes()));
        } finally {
            previews.release();
        }
    }

    private static RowPreview answer(FromPreflight said) {
        return switch (said) {
            case FromPreflight.Previewed(var preview) -> preview;
            case FromPreflight.Failed(var code, var message) -> throw refused(code, message);
            case FromPreflight.Progressed _, FromPreflight.Reported _ ->
                    throw new IllegalStateException("a preview is not answered with " + said);
        };
    }

    private static ApiException refused(String code, String message) {
        if (code.equals("row_not_found") || code.equals("row_refused")) {
            return ApiException.invalid("row", code, message);
        }
        return FailureCode.UNUSABLE_TOKENIZER.is(code)
                ? ApiException.invalid("model", code, message)
                : new ApiException(new ApiError.Unavailable(code, message, PAUSE));
    }

    private void enter() {
        try {
            if (previews.tryAcquire(config.previewTimeLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new ApiException(
                new ApiError.Exhausted(
                        "too_many_previews", "Other previews are being made; ask again", PAUSE));
    }
}
