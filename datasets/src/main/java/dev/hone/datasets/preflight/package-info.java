/// Says before a job runs what its rows become with its base and its settings, and what is wrong.
@NullMarked
package dev.hone.datasets.preflight;

import org.jspecify.annotations.NullMarked;
