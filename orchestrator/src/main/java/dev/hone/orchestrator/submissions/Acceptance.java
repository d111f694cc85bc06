package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.bases.BaseView;
import dev.hone.orchestrator.bases.Bases;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.datasets.Datasets;
import dev.hone.orchestrator.datasets.Origin;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.ids.Ids;
import dev.hone.orchestrator.preflights.PreflightWork;
import dev.hone.orchestrator.preflights.Preflights;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.orchestrator.submissions.UsableFiles.Use;
import dev.hone.orchestrator.workers.PoolsConfig;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.EvaluationSpec;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.PersonalDataPolicy;
import dev.hone.protocol.PreflightSpec;
import dev.hone.protocol.preflight.PreflightSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns a request into the spec of a run, or says everything that is wrong with it.
@ApplicationScoped
class Acceptance {
    private static final int LISTED_MODELS = 20;
    private static final int SHORT_ID = 8;
    private static final String ID_PREFIX = "ftjob-";

    private final Bases bases;
    private final UsableFiles files;
    private final Datasets datasets;
    private final Preflights preflights;
    private final LabelRules labels;
    private final Budgets budgets;
    private final PoolsConfig config;
    private final Ids ids;
    private final DatabaseClock clock;

    Acceptance(
            Bases bases,
            UsableFiles files,
            Datasets datasets,
            Preflights preflights,
            LabelRules labels,
            Budgets budgets,
            PoolsConfig config,
            Ids ids,
            DatabaseClock clock) {
        this.bases = bases;
        this.files = files;
        this.datasets = datasets;
        this.preflights = preflights;
        this.labels = labels;
        this.budgets = budgets;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /// What of a request decides how rows become tokens, and what is learned of them.
    ///
    /// @param validation absent also where the training file is to be split
    private record Basis(
            BaseRef base,
            DatasetRef training,
            @Nullable DatasetRef validation,
            Hyperparameters.Resolved resolved,
            PersonalDataPolicy personalData) {}

    /// Holds base and files for the running transaction.
    Submission accept(JobRequest request) {
        var faults = new ArrayList<Fault>();
        var basis = basis(request, Use.TRAINING, faults);
        var pool = pool(request.placement(), faults);
        var evaluation = evaluation(request, faults);
        BoundsRules.check(request.limits(), clock.now(), faults);
        var budget = budgets.of(request.limits(), pool, faults);
        if (basis == null || !faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        var id = ids.job();
        var spec =
                new JobSpec(
                        id,
                        request.project(),
                        modelName(id, request, basis.base()),
                        basis.base(),
                        basis.training(),
                        // until it is split, the whole file stands for both
                        request.validationSplit() == null ? basis.validation() : basis.training(),
                        evaluation,
                        basis.resolved().lora(),
                        basis.resolved().training(),
                        request.seed() == null ? ids.seed() : request.seed(),
                        basis.personalData(),
                        null);
        var priority = Objects.requireNonNullElse(request.placement().priority(), 0);
        var needs = new Needs(request.placement().labels(), 0);
        return new Submission(spec, origins(spec), pool, priority, needs, budget);
    }

    /// What a preflight of the request would go over. Faulty rows are let in: it is to tell them.
    PreflightWork work(JobRequest request) {
        var faults = new ArrayList<Fault>();
        var basis = basis(request, Use.EXAMINATION, faults);
        if (basis == null) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        var training = basis.resolved().training();
        return new PreflightWork(
                basis.base(),
                basis.training(),
                basis.validation(),
                request.validationSplit(),
                new PreflightSettings(
                        training.lossOn(), training.maxLength(), basis.personalData()));
    }

    /// @return null if there are faults
    private @Nullable Basis basis(JobRequest request, Use use, List<Fault> faults) {
        RequestRules.check(request, faults);
        var personalData = PersonalDataRules.policy(request.personalData(), faults);
        var base = base(request.model(), faults);
        var project = request.project();
        var training = files.find("training_file", project, request.trainingFile(), use, faults);
        var validation =
                request.validationFile() == null
                        ? null
                        : files.find(
                                "validation_file", project, request.validationFile(), use, faults);
        var resolved =
                Hyperparameters.resolve(
                        request.hyperparameters(),
                        Hyperparameters.Base.of(base),
                        request.validates(),
                        faults);
        if (!faults.isEmpty() || base == null || training == null || resolved == null) {
            return null;
        }
        return new Basis(
                new BaseRef(base.name(), base.digest(), base.files()),
                training,
                validation,
                resolved,
                personalData);
    }

    private List<Origin> origins(JobSpec spec) {
        return Stream.of(
                        Optional.of(spec.training()),
                        Optional.ofNullable(spec.validation()),
                        Optional.ofNullable(spec.evaluation()).map(EvaluationSpec::dataset))
                .flatMap(Optional::stream)
                .flatMap(file -> datasets.origin(spec.project(), file.fileId()).stream())
                .toList();
    }

    /// The same with the preflight of its rows, begun now unless the same was asked for before.
    Examined examined(Submission accepted, JobRequest request) {
        var spec = accepted.spec();
        var split = request.validationSplit();
        var rows = PreflightWork.of(spec);
        var preflight = preflights.ensure(spec.project(), split == null ? rows : rows.split(split));
        var overrides = request.preflight();
        var named = new PreflightSpec(preflight.id(), overrides.ignore(), overrides.refuse());
        return new Examined(accepted.with(spec.examinedBy(named)), named, preflight);
    }

    private static String modelName(String id, JobRequest request, BaseRef base) {
        return "ft:%s:%s:%s:%s"
                .formatted(
                        base.name(),
                        request.project(),
                        Objects.requireNonNullElse(request.suffix(), ""),
                        id.substring(ID_PREFIX.length(), ID_PREFIX.length() + SHORT_ID));
    }

    private String pool(JobRequest.Placement wanted, List<Fault> faults) {
        var pool = Objects.requireNonNullElse(wanted.pool(), config.pools().getFirst());
        if (!config.pools().contains(pool)) {
            faults.add(
                    new Fault(
                            "x_hone.pool",
                            "pool must be one of %s, was \"%s\"".formatted(config.pools(), pool),
                            "unknown_pool"));
        } else {
            labels.check(pool, wanted.labels(), faults);
        }
        return pool;
    }

    private @Nullable BaseView base(@Nullable String model, List<Fault> faults) {
        if (model == null || model.isBlank()) {
            faults.add(new Fault("model", "model must name a base model", "missing_parameter"));
            return null;
        }
        // A text with NUL names nothing, and the database would not even compare it.
        var base = model.indexOf('\0') < 0 ? bases.hold(model) : Optional.<BaseView>empty();
        if (base.isEmpty()) {
            faults.add(new Fault("model", unknown(model), "model_not_found"));
        }
        return base.orElse(null);
    }

    private String unknown(String model) {
        var known = bases.page(null, LISTED_MODELS).items().stream().map(BaseView::name).toList();
        return known.isEmpty()
                ? "no base model \"%s\"; none has been imported yet".formatted(model)
                : "no base model \"%s\"; there are %s".formatted(model, String.join(", ", known));
    }

    private @Nullable EvaluationSpec evaluation(JobRequest request, List<Fault> faults) {
        var wanted = request.evaluation();
        if (wanted == null) {
            return null;
        }
        var rows = Objects.requireNonNullElse(wanted.maxRows(), 200);
        var tokens = Objects.requireNonNullElse(wanted.maxNewTokens(), 128);
        var rowsInRange =
                RequestRules.within("x_hone.evaluation_max_rows", rows, 1, 100_000, faults);
        var tokensInRange =
                RequestRules.within("x_hone.evaluation_max_new_tokens", tokens, 1, 4_096, faults);
        var dataset =
                files.find(
                        "x_hone.evaluation_file",
                        request.project(),
                        wanted.file(),
                        Use.EVALUATION,
                        faults);
        return dataset == null || !rowsInRange || !tokensInRange
                ? null
                : new EvaluationSpec(dataset, rows, tokens);
    }
}
