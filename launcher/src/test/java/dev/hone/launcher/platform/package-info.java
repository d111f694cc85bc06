@NullMarked
package dev.hone.launcher.platform;

import org.jspecify.annotations.NullMarked;
