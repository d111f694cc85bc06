/// Real processes of a whole platform, disturbed in ways drawn from a seed.
@NullMarked
package dev.hone.launcher.chaos;

import org.jspecify.annotations.NullMarked;
