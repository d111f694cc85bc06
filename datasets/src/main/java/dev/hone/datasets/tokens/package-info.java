/// Tokenised training rows.
@NullMarked
package dev.hone.datasets.tokens;

import org.jspecify.annotations.NullMarked;
