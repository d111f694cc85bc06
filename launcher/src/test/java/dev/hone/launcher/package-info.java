@NullMarked
package dev.hone.launcher;

import org.jspecify.annotations.NullMarked;
