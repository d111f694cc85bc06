/// Measures the check of uploads.
@NullMarked
package dev.hone.datasets.bench;

import org.jspecify.annotations.NullMarked;
