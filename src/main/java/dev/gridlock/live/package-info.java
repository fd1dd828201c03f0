/** {@code live.ndjson}: what a run says about itself while nobody else may open its recording. */
@NullMarked
package dev.gridlock.live;

import org.jspecify.annotations.NullMarked;
