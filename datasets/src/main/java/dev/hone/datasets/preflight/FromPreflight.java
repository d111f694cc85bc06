package dev.hone.datasets.preflight;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hone.datasets.plan.LengthSample;
import dev.hone.protocol.preflight.PreflightReport;
import dev.hone.protocol.preflight.RowPreview;

/// What a [PreflightMain] says through its standard output: one line of JSON each.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FromPreflight.Progressed.class, name = "progressed"),
    @JsonSubTypes.Type(value = FromPreflight.Reported.class, name = "reported"),
    @JsonSubTypes.Type(value = FromPreflight.Previewed.class, name = "previewed"),
    @JsonSubTypes.Type(value = FromPreflight.Failed.class, name = "failed")
})
public sealed interface FromPreflight {
    record Progressed(long rows) implements FromPreflight {}

    /// @param lengths of the rows that are trained on, which a plan is made of
    record Reported(PreflightReport report, Lengths lengths) implements FromPreflight {}

    record Previewed(RowPreview preview) implements FromPreflight {}

    /// How long the rows of both files are as they are trained on.
    ///
    /// @param validation of no rows where there is no such file
    record Lengths(LengthSample training, LengthSample validation) {}

    /// It cannot be done.
    ///
    /// @param code `row_not_found` or `row_refused` for a preview, else one of
    ///   [dev.hone.protocol.FailureCode]
    record Failed(String code, String message) implements FromPreflight {}
}
