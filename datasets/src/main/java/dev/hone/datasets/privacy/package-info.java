/// Finds in texts what should not be learned by a model: secrets, and data of persons.
@NullMarked
package dev.hone.datasets.privacy;

import org.jspecify.annotations.NullMarked;
