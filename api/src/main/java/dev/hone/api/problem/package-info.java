/// The one body of every refusal.
@NullMarked
package dev.hone.api.problem;

import org.jspecify.annotations.NullMarked;
