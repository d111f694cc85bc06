package dev.hone.datasets.preflight;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hone.datasets.rows.SplitRule;
import dev.hone.datasets.store.StoreSettings;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.preflight.PreflightSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [PreflightMain] is told through its standard input: one line of JSON.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PreflightTask.Report.class, name = "report"),
    @JsonSubTypes.Type(value = PreflightTask.Preview.class, name = "preview")
})
public sealed interface PreflightTask {
    StoreSettings store();

    /// All files of the base; weights are left where they are.
    List<NamedObject> base();

    PreflightSettings settings();

    /// Go over all rows.
    ///
    /// @param split of the training file, whose rows are then those of both; null without
    record Report(
            StoreSettings store,
            List<NamedObject> base,
            DatasetRef training,
            @Nullable DatasetRef validation,
            @Nullable SplitRule split,
            PreflightSettings settings)
            implements PreflightTask {
        public Report {
            base = List.copyOf(base);
        }
    }

    /// Show one row.
    ///
    /// @param row from 1, blank ones not counted
    record Preview(
            StoreSettings store,
            List<NamedObject> base,
            DatasetRef dataset,
            long row,
            PreflightSettings settings)
            implements PreflightTask {
        public Preview {
            base = List.copyOf(base);
        }
    }
}
