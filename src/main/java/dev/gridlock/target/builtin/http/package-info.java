/** The HTTP contract of a target, docs/openapi.yml. */
@NullMarked
package dev.gridlock.target.builtin.http;

import org.jspecify.annotations.NullMarked;
