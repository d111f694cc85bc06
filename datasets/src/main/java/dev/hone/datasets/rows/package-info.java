/// What the rows of whole files say: whether two files say the same, where they differ, and which
/// rows are kept back for validation.
@NullMarked
package dev.hone.datasets.rows;

import org.jspecify.annotations.NullMarked;
