package dev.hone.api.finetuning;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param object `list`
/// @param data the newest first
@Schema(name = "FineTuningQuoteErrors")
record QuoteErrors(String object, List<QuoteErrorObject> data) {}
