/// Says what a dataset file holds and everything that is wrong with it.
@NullMarked
package dev.hone.datasets.check;

import org.jspecify.annotations.NullMarked;
