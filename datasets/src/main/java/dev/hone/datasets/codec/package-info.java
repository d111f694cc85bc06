/// Unpacks bytes that strangers have packed, as streams of bounded memory.
@NullMarked
package dev.hone.datasets.codec;

import org.jspecify.annotations.NullMarked;
