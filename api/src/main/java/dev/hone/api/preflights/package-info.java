@NullMarked
package dev.hone.api.preflights;

import org.jspecify.annotations.NullMarked;
