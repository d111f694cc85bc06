/// From the bytes of a dataset file to its records, whatever it is packed and written in.
@NullMarked
package dev.hone.datasets.container;

import org.jspecify.annotations.NullMarked;
