/// Forms with one file, read as they arrive.
@NullMarked
package dev.hone.api.forms;

import org.jspecify.annotations.NullMarked;
