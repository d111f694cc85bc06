/// Where the bytes live: a write-once object store in a directory or in S3.
@NullMarked
package dev.hone.datasets.store;

import org.jspecify.annotations.NullMarked;
