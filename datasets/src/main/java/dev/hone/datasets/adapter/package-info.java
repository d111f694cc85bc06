/// What an adapter may be on a given base model.
@NullMarked
package dev.hone.datasets.adapter;

import org.jspecify.annotations.NullMarked;
