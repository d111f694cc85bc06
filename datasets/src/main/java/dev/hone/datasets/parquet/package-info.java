/// From the bytes of a Parquet file to its rows, each as the JSON object that a line of JSON would
/// hold. Whatever the file says of itself is checked before memory is taken for it.
@NullMarked
package dev.hone.datasets.parquet;

import org.jspecify.annotations.NullMarked;
