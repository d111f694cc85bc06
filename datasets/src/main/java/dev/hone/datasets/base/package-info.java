/// Base models on disk: what they are, whether they are whole, what they weigh.
@NullMarked
package dev.hone.datasets.base;

import org.jspecify.annotations.NullMarked;
