package dev.hone.datasets.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How deep each value of a page begins and ends: with which repetition, and how much of what it is
/// in is there.
final class Levels {
    private final Field.Leaf leaf;
    private final @Nullable Hybrid repetitions;
    private final @Nullable Hybrid definitions;

    private Levels(
            Field.Leaf leaf, @Nullable PageBytes repetitions, @Nullable PageBytes definitions)
            throws Damage {
        this.leaf = leaf;
        this.repetitions = hybrid(repetitions, leaf.deepestRepetition());
        this.definitions = hybrid(definitions, leaf.presentAt());
    }

    private static @Nullable Hybrid hybrid(@Nullable PageBytes bytes, int deepest) throws Damage {
        return bytes == null ? null : new Hybrid(bytes, Hybrid.width(deepest));
    }

    /// Those at the start of a page of the first kind, each behind its length.
    static Levels within(PageBytes page, Field.Leaf leaf, Held.Share held) throws IOException {
        var repetitions = leaf.deepestRepetition() == 0 ? null : cut(page, held);
        return new Levels(leaf, repetitions, leaf.presentAt() == 0 ? null : cut(page, held));
    }

    private static PageBytes cut(PageBytes page, Held.Share held) throws IOException {
        long length = page.little(Integer.BYTES);
        page.require(length);
        held.take(length, "a page's levels");
        var bytes = new byte[(int) length];
        page.take(bytes, 0, bytes.length);
        return PageBytes.of(bytes);
    }

    /// Those of a page of the second kind.
    static Levels of(Field.Leaf leaf, byte[] repetitions, byte[] definitions) throws Damage {
        return new Levels(
                leaf,
                leaf.deepestRepetition() == 0 ? null : PageBytes.of(repetitions),
                leaf.presentAt() == 0 ? null : PageBytes.of(definitions));
    }

    int repetition() throws IOException {
        return repetitions == null ? 0 : checked(repetitions.next(), leaf.deepestRepetition());
    }

    int definition() throws IOException {
        return definitions == null ? 0 : checked(definitions.next(), leaf.presentAt());
    }

    private static int checked(int level, int deepest) throws Damage {
        if (level < 0 || level > deepest) {
            throw Damage.of("a level of %d, where %d is the deepest".formatted(level, deepest));
        }
        return level;
    }
}
