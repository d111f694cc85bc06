/// Datasets: names, versions, tags, differences and splits.
@NullMarked
package dev.hone.api.datasets;

import org.jspecify.annotations.NullMarked;
