/** What CI systems read besides {@code junit.xml}: GitHub's annotations and step summary, GitLab's reports. */
@NullMarked
package dev.gridlock.report.ci;

import org.jspecify.annotations.NullMarked;
