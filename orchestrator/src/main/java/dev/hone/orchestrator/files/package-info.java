/// Uploaded and produced files: stored once by content, inspected while they arrive.
@NullMarked
package dev.hone.orchestrator.files;

import org.jspecify.annotations.NullMarked;
