package dev.gridlock.serve.page;

import java.util.List;

/**
 * A folder of a run.
 *
 * @param path {@code /}-separated, in the reports folder
 * @param parent address of the folder above
 */
public record FolderPage(String path, String parent, List<FileLink> files) {}
