package dev.hone.datasets.privacy;

import java.util.List;

/// Finds the stretches of one kind.
interface Finder {
    /// In the order of the text.
    List<Sensitive> find(String text);
}
