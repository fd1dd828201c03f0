/** The metric catalogue: one definition a metric, and the view that gates and reports read. */
@NullMarked
package dev.gridlock.recording.metric;

import org.jspecify.annotations.NullMarked;
