@NullMarked
package dev.hone.datasets.preflight;

import org.jspecify.annotations.NullMarked;
