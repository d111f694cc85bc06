/// The kinds of fault that a dataset file can have.
@NullMarked
package dev.hone.datasets.fault;

import org.jspecify.annotations.NullMarked;
