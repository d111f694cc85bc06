/// From samples to the tokens that a model trains on.
@NullMarked
package dev.hone.datasets.tokens;

import org.jspecify.annotations.NullMarked;
