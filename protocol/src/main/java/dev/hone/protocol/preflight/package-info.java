/// What the process of a preflight finds: documents, the same in tables and answers.
@NullMarked
package dev.hone.protocol.preflight;

import org.jspecify.annotations.NullMarked;
