/// The OpenAPI document: what it says beyond the resources.
@NullMarked
package dev.hone.api.openapi;

import org.jspecify.annotations.NullMarked;
