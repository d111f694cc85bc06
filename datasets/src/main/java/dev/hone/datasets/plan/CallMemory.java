package dev.hone.datasets.plan;

import static dev.hone.datasets.base.Family.Trait.GATE;
import static dev.hone.datasets.base.Family.Trait.HEAD_NORMS;
import static dev.hone.datasets.base.Family.Trait.POST_NORMS;

import dev.hone.datasets.base.Family;
import dev.hone.datasets.base.ModelConfig;

/// What one call of an adapter's step keeps in memory at its fullest, in bytes, by arithmetic from
/// the program's text: `layer` says what is saved for the way back, `adapter_step` whether of all
/// layers or of one at a time; the rest is the fullest moment of the head or of one layer's way
/// back. Shapes as in the program: N tokens, and a grid of B rows of at most T.
///
/// @param saved by all layers for the way back, between the two
/// @param whole what lives through the whole call: its input's embedding and result, masks, angles,
///   what dropout knows of each token, and the adapter in the type that is computed in
/// @param fullest the larger of the head's chunk and one layer's intermediate results, with what it
///   saves where that is recomputed
/// @param before the first layer, the norms of the rows of adapted weights
public record CallMemory(long saved, long whole, long fullest, long before) {
    /// Rows of a weight whose norms are taken at a time, as the program has it.
    private static final int ROWS_AT_ONCE = 1024;

    /// Logits of about a million numbers at a time stay in the cache.
    private static final int LOGITS_AT_ONCE = 1 << 20;

    private static final long FLOAT = Float.BYTES;

    /// Learned tokens whose logits are computed at once.
    public static int chunk(ModelConfig config) {
        return Math.max(64, LOGITS_AT_ONCE / config.vocabulary());
    }

    public long total() {
        return whole + Math.max(before, saved + fullest);
    }

    /// @param bytes of a number in the type that is computed in
    public static CallMemory of(
            ModelConfig config,
            int bytes,
            AdapterSize adapter,
            CallShape rows,
            Activations activations) {
        var call = new Shapes(config, bytes, adapter, rows);
        long layer = call.saved();
        return switch (activations) {
            case SAVED ->
                    new CallMemory(
                            config.layers() * layer,
                            call.whole(),
                            Math.max(call.head(), call.layerBack()),
                            call.rowNorms());
            case RECOMPUTED ->
                    new CallMemory(
                            config.layers() * call.input(),
                            call.whole(),
                            Math.max(call.head(), layer - call.input() + call.layerBack()),
                            call.rowNorms());
        };
    }

    private record Shapes(ModelConfig config, int bytes, AdapterSize adapter, CallShape rows) {
        long tokens() {
            return rows.tokens();
        }

        long grid() {
            return rows.padded();
        }

        boolean plain() {
            return rows.isPlain(config, CallShape.MOST_SCORES);
        }

        long scores() {
            return grid() * rows.longest() * config.heads();
        }

        /// What a layer begins with.
        long input() {
            return tokens() * config.hidden() * bytes;
        }

        /// x, x2, oc, gate|up or up, two stats, the outputs of all A and of all modules with
        /// magnitudes, what attention kept, and the parts that the family has more.
        long saved() {
            long feedForward = (has(GATE) ? 2L : 1L) * config.feedForward();
            long branches = adapter.ranks() + adapter.magnitudes();
            long wide = 2L * config.hidden() + config.queryWidth() + feedForward + branches;
            long stats = 2;
            if (has(HEAD_NORMS)) {
                wide += config.queryWidth() + 2L * config.keyValueWidth();
                stats += config.heads() + config.keyValueHeads();
            }
            if (has(POST_NORMS)) {
                wide += 2L * config.hidden();
                stats += 2;
            }
            return tokens() * (bytes * wide + stats * FLOAT) + attention();
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
                return bytes * (grid() * (query + 2 * keyValue) + scores());
            }
            long numbers = grid() * (3 * query + keyValue);
            return bytes * numbers + FLOAT * grid() * config.heads();
        }

        long whole() {
            long hidden = 2 * tokens() * config.hidden();
            long angles = tokens() * config.headSize();
            long group = config.heads() / config.keyValueHeads();
            long mask = plain() ? group * rows.longest() * rows.longest() : 0;
            long factors = 2 * FLOAT * adapter.magnitudes() * config.layers();
            long keys = adapter.drops() ? Long.BYTES * tokens() * (config.layers() + 1L) : 0;
            return bytes * (hidden + angles + mask + adapter.numbers()) + factors + keys;
        }

        /// Hidden states, their norm and gradient at the learned tokens; a chunk's log-softmax in
        /// float32 beside its logits or their gradient.
        long head() {
            long learned = rows.learned();
            long chunk = Math.min(chunk(config), learned);
            return 3 * learned * config.hidden() * bytes
                    + chunk * config.vocabulary() * (FLOAT + bytes);
        }

        /// The fullest of: six times the feed-forward's width; a norm's way back in float32;
        /// attention's, with two more matrices of scores; that of the widest adapters.
        long layerBack() {
            long hidden = config.hidden();
            long feedForward = tokens() * (6L * config.feedForward() + hidden) * bytes;
            long norm = tokens() * hidden * (4 * FLOAT + 3L * bytes);
            long heads = 4L * config.queryWidth() + 3L * config.keyValueWidth();
            long attention = bytes * (tokens() * heads + (plain() ? 2 * scores() : 0));
            return Math.max(Math.max(feedForward, norm), Math.max(attention, variedBack()));
        }

        /// Of gate and up together, or of down, where they are more than plain: the gradient of the
        /// layer's states beside it all.
        private long variedBack() {
            if (!adapter.isVaried()) {
                return 0;
            }
            long hidden = config.hidden();
            long feedForward = config.feedForward();
            long both = (has(GATE) ? 2 : 1) * feedForward;
            long states = tokens() * hidden * bytes;
            return states
                    + Math.max(
                            variedBack(hidden, both, feedForward),
                            variedBack(feedForward, hidden, hidden) + tokens() * both);
        }

        /// The outputs' gradient, with magnitudes once more times their factors; input and its
        /// gradient; and either a module's outputs and gradient in float32, or what decides which
        /// inputs survive, or the inputs and their gradient before and after some are dropped.
        ///
        /// @param inputs of the modules
        /// @param outputs of all of them
        /// @param widest outputs of one
        private long variedBack(long inputs, long outputs, long widest) {
            boolean magnitudes = adapter.magnitudes() > 0;
            long always = (magnitudes && !adapter.drops() ? 2 : 1) * outputs * bytes;
            long magnified = magnitudes ? widest * (FLOAT + (bytes < FLOAT ? FLOAT : 0)) : 0;
            long dropped = 0;
            if (adapter.drops()) {
                long outputsMore = magnitudes ? 2 * widest * bytes : 0;
                long hashes = 3 * Long.BYTES / 4 * inputs;
                dropped = outputsMore + Math.max(hashes, inputs * (4 * bytes + 1));
            }
            return tokens() * (always + 2 * inputs * bytes + Math.max(magnified, dropped));
        }

        /// Some rows of the widest matrix and their squares, both in float32.
        long rowNorms() {
            long widest =
                    Math.max(config.hidden(), Math.max(config.queryWidth(), config.feedForward()));
            return adapter.magnitudes() > 0 ? 2 * FLOAT * ROWS_AT_ONCE * widest : 0;
        }
    }
}
