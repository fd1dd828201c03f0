/** Who may ask for what: addresses, methods, paths, and what a browser may do with the answer. */
@NullMarked
package dev.gridlock.serve.http;

import org.jspecify.annotations.NullMarked;
