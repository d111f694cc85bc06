package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// Where an adapter comes from, each part by digest (SHA-256).
///
/// @param base the base model's digest
/// @param data the training file's digest
/// @param template the chat template's digest
/// @param tokenizer digest of tokenizer.json
/// @param config digest of the job's resolved spec
/// @param code version of the worker's code
/// @param worker the worker that finished the run
/// @param personalData what was done with personal data in the rows
/// @param preflight what let the job run, and which findings were overridden
public record Lineage(
        String base,
        String data,
        String template,
        String tokenizer,
        String config,
        String code,
        String worker,
        @JsonProperty("personal_data") PersonalDataPolicy personalData,
        @Nullable PreflightSpec preflight) {
    @JsonCreator
    public Lineage {
        // Adapters made before there was a policy have none.
        personalData = personalData == null ? PersonalDataPolicy.NONE : personalData;
        Checks.sha256("base", base);
        Checks.sha256("data", data);
        Checks.sha256("template", template);
        Checks.sha256("tokenizer", tokenizer);
        Checks.sha256("config", config);
        Checks.notBlank("code", code);
        Checks.notBlank("worker", worker);
    }

    /// Of a job that took its rows as they are and that no preflight looked at.
    public Lineage(
            String base,
            String data,
            String template,
            String tokenizer,
            String config,
            String code,
            String worker) {
        this(base, data, template, tokenizer, config, code, worker, PersonalDataPolicy.NONE, null);
    }
}
