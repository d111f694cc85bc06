package dev.hone.trainer.kernel;

import static dev.hone.datasets.base.Family.Trait.GATE;
import static dev.hone.datasets.base.Family.Trait.HEAD_NORMS;
import static dev.hone.datasets.base.Family.Trait.POST_NORMS;

import dev.hone.datasets.base.Family;
import dev.hone.datasets.base.ModelConfig;

/// What one call of an adapter's step keeps in memory at its fullest, in bytes, by arithmetic from
/// the program's text: `layer` says what is saved for the way back, the rest is the fullest moment
/// of the head or of one layer's way back. Shapes as in the program: N tokens, and a grid of B rows
/// of at most T.
///
/// @param saved by all layers for the way back
/// @param whole what lives through the whole call: its input's embedding and result, masks, angles,
///   and the adapter in the type that is computed in
/// @param fullest the larger of the head's chunk and one layer's intermediate results
public record CallMemory(long saved, long whole, long fullest) {
    private static final long FLOAT = Float.BYTES;

    public long total() {
        return saved + whole + fullest;
    }

    /// @param ranks of all adapters of one layer together
    /// @param adapterNumbers of all adapters of all layers
    public static CallMemory of(
            ModelConfig config, ScalarType type, long ranks, long adapterNumbers, PackedRows rows) {
        var call = new Shapes(config, type, rows);
        return new CallMemory(
                config.layers() * call.saved(ranks),
                call.whole(adapterNumbers),
                Math.max(call.head(), call.layerBack()));
    }

    private record Shapes(ModelConfig config, ScalarType type, PackedRows rows) {
        long tokens() {
            return rows.tokens();
        }

        long grid() {
            return (long) rows.rows() * rows.longest();
        }

        boolean plain() {
            return Decoder.plain(config, rows);
        }

        long scores() {
            return grid() * rows.longest() * config.heads();
        }

        /// x, x2, oc, gate|up or up, two stats, the outputs of all A, what attention kept, and the
        /// parts that the family has more.
        long saved(long ranks) {
            long feedForward = (has(GATE) ? 2L : 1L) * config.feedForward();
            long wide = 2L * config.hidden() + config.queryWidth() + feedForward + ranks;
            long stats = 2;
            if (has(HEAD_NORMS)) {
                wide += config.queryWidth() + 2L * config.keyValueWidth();
                stats += config.heads() + config.keyValueHeads();
            }
            if (has(POST_NORMS)) {
                wide += 2L * config.hidden();
                stats += 2;
            }
            return tokens() * (type.bytes() * wide + stats * FLOAT) + attention();
        }

        private boolean has(Family.Trait trait) {
            return config.family().has(trait);
        }

        /// Plain: q, k, v and the scores. Fused: q with k still in one piece, k and v repeated for
        /// each head, and the sums of exponents.
        private long attention() {
            long query = config.queryWidth();
            long keyValue = config.keyValueWidth();
            if (plain()) {
                return type.bytes() * (grid() * (query + 2 * keyValue) + scores());
            }
            long numbers = grid() * (3 * query + keyValue);
            return type.bytes() * numbers + FLOAT * grid() * config.heads();
        }

        long whole(long adapterNumbers) {
            long hidden = 2 * tokens() * config.hidden();
            long angles = tokens() * config.headSize();
            long group = config.heads() / config.keyValueHeads();
            long mask = plain() ? group * rows.longest() * rows.longest() : 0;
            return type.bytes() * (hidden + angles + mask + adapterNumbers);
        }

        /// Hidden states, their norm and gradient at the learned tokens; a chunk's log-softmax in
        /// float32 beside its logits or their gradient.
        long head() {
            long learned = rows.learned();
            long chunk = Math.min(Decoder.chunk(config), learned);
            return 3 * learned * config.hidden() * type.bytes()
                    + chunk * config.vocabulary() * (FLOAT + type.bytes());
        }

        /// The fullest of: six times the feed-forward's width; a norm's way back in float32;
        /// attention's, with two more matrices of scores.
        long layerBack() {
            long hidden = config.hidden();
            long feedForward = tokens() * (6L * config.feedForward() + hidden) * type.bytes();
            long norm = tokens() * hidden * (4 * FLOAT + 3L * type.bytes());
            long heads = 4L * config.queryWidth() + 3L * config.keyValueWidth();
            long attention = type.bytes() * (tokens() * heads + (plain() ? 2 * scores() : 0));
            return Math.max(feedForward, Math.max(norm, attention));
        }
    }
}
