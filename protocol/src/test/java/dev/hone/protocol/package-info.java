@NullMarked
package dev.hone.protocol;

import org.jspecify.annotations.NullMarked;
