package dev.gridlock.serve.page;

import dev.gridlock.serve.runs.RunEntry;
import java.util.List;

/**
 * One run: where it stands, how it went, and its files.
 *
 * @param told whether it has a live file to draw its course from
 * @param documents those that a reader wants first
 * @param files all of its folder
 */
public record RunPage(RunEntry run, boolean told, List<FileLink> documents, List<FileLink> files) {}
