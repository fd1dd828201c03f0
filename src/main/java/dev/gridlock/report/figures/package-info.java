/** What every document of a run says: figures read once from the recording, their units, and the words for them. */
@NullMarked
package dev.gridlock.report.figures;

import org.jspecify.annotations.NullMarked;
