/// Hone's REST API as a client sees it.
@NullMarked
package dev.hone.launcher.client;

import org.jspecify.annotations.NullMarked;
