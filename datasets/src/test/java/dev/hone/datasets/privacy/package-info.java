@NullMarked
package dev.hone.datasets.privacy;

import org.jspecify.annotations.NullMarked;
