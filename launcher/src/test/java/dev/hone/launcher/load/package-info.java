/// A control plane under load, measured; run by name only.
@NullMarked
package dev.hone.launcher.load;

import org.jspecify.annotations.NullMarked;
