/** Child processes that cannot outlive the run, and the error for a machine that could not do it. */
@NullMarked
package dev.gridlock.process;

import org.jspecify.annotations.NullMarked;
