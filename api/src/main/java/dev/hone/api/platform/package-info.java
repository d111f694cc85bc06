/// What an operator asks of the platform as a whole.
@NullMarked
package dev.hone.api.platform;

import org.jspecify.annotations.NullMarked;
