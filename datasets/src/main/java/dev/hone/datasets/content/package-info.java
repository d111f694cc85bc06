/// Looks through the texts of training and validation rows for what is seen only across rows.
@NullMarked
package dev.hone.datasets.content;

import org.jspecify.annotations.NullMarked;
