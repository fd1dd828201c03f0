/** The HTTP contract of a target, docs/openapi.yml. */
@NullMarked
package dev.gridlock.service.http;

import org.jspecify.annotations.NullMarked;
