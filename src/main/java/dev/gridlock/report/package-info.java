/** Stage 10: run.json, summary.md, index.html, charts and the terminal table. */
@NullMarked
package dev.gridlock.report;

import org.jspecify.annotations.NullMarked;
