/// Reference values for the tests of all packages.
@NullMarked
package dev.hone.trainer;

import org.jspecify.annotations.NullMarked;
