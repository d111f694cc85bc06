/// Training rows, and the shapes that they are read from.
@NullMarked
package dev.hone.datasets.sample;

import org.jspecify.annotations.NullMarked;
