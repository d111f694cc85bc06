package dev.hone.api.paging;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.paging.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The envelope of every list.
///
/// A client goes on with `after=<last_id>`. Some clients ignore `has_more` and go on until a page
/// is empty, so the page after the last one must be, and is.
///
/// @param object always "list"
/// @param firstId id of the first member, null on an empty page
/// @param lastId id of the last member, null on an empty page
@JsonNaming(SnakeCaseStrategy.class)
public record Listing<T>(
        String object,
        List<T> data,
        boolean hasMore,
        @Nullable String firstId,
        @Nullable String lastId) {
    public Listing {
        data = List.copyOf(data);
    }

    public static <T> Listing<T> of(Page<T> page, Function<T, String> id) {
        var items = page.items();
        return new Listing<>(
                "list",
                items,
                page.hasMore(),
                items.isEmpty() ? null : id.apply(items.getFirst()),
                items.isEmpty() ? null : id.apply(items.getLast()));
    }
}
