package dev.hone.orchestrator.paging;

import java.util.List;
import java.util.function.Function;

/// One page of a list. A page after the last item is empty.
public record Page<T>(List<T> items, boolean hasMore) {
    public Page {
        items = List.copyOf(items);
    }

    /// Cuts a page out of a query that asked for one item more than the page holds.
    public static <T> Page<T> of(List<T> oneMore, int limit) {
        return new Page<>(
                oneMore.subList(0, Math.min(limit, oneMore.size())), oneMore.size() > limit);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), hasMore);
    }
}
