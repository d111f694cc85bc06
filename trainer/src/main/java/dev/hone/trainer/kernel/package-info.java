/// The model's mathematics as TorchScript programs, and how Java calls them.
@NullMarked
package dev.hone.trainer.kernel;

import org.jspecify.annotations.NullMarked;
