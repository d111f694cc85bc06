/// Datasets: names, their versions and tags, how versions differ, and files split in two.
@NullMarked
package dev.hone.orchestrator.datasets;

import org.jspecify.annotations.NullMarked;
