/** PostgreSQL's own log: deadlocks and lock waits in the server's words. */
@NullMarked
package dev.gridlock.recording.serverlog;

import org.jspecify.annotations.NullMarked;
