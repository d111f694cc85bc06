package dev.hone.datasets.rows;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The lowest few of any number of values.
final class Lowest<T> {
    private final int most;
    private final Comparator<T> order;
    private final PriorityQueue<T> highestFirst;

    Lowest(int most, Comparator<T> order) {
        this.most = most;
        this.order = order;
        this.highestFirst = new PriorityQueue<>(order.reversed());
    }

    void add(T value) {
        highestFirst.add(value);
        if (highestFirst.size() > most) {
            highestFirst.remove();
        }
    }

    void clear() {
        highestFirst.clear();
    }

    List<T> inOrder() {
        return highestFirst.stream().sorted(order).toList();
    }
}
