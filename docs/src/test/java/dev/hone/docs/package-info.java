/// Tests that the documentation says what is there.
@NullMarked
package dev.hone.docs;

import org.jspecify.annotations.NullMarked;
