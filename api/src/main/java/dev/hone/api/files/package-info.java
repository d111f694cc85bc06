/// Uploaded files, as the clients of OpenAI know them.
@NullMarked
package dev.hone.api.files;

import org.jspecify.annotations.NullMarked;
