/// Uploads in parts, in OpenAI's shape.
@NullMarked
package dev.hone.api.uploads;

import org.jspecify.annotations.NullMarked;
