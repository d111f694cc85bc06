/// What holds for every answer, whichever resource gives it.
@NullMarked
package dev.hone.api.http;

import org.jspecify.annotations.NullMarked;
