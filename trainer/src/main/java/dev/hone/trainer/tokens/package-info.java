/// A byte-level BPE tokenizer: trained here, used everywhere.
@NullMarked
package dev.hone.trainer.tokens;

import org.jspecify.annotations.NullMarked;
