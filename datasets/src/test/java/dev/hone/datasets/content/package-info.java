@NullMarked
package dev.hone.datasets.content;

import org.jspecify.annotations.NullMarked;
