/// Training rows and the reader that makes them from JSON lines.
@NullMarked
package dev.hone.datasets.sample;

import org.jspecify.annotations.NullMarked;
