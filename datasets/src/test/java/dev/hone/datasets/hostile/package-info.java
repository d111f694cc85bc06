/// Files made to harm, or by accident, and what must be said of each.
@NullMarked
package dev.hone.datasets.hostile;

import org.jspecify.annotations.NullMarked;
