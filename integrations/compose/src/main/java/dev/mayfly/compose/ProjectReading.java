package dev.mayfly.compose;

import org.jspecify.annotations.Nullable;

/**
 * Reads a project's files when they are first asked for, once for all that is made of a project:
 * each reading is a run of Compose. What can't be read is read again by the next who asks.
 * Thread-safe.
 */
final class ProjectReading {

  private final ProjectOptions options;
  private @Nullable ProjectModel read;

  ProjectReading(ProjectOptions options) {
    this.options = options;
  }

  ProjectOptions options() {
    return options;
  }

  /**
   * What the files say.
   *
   * @throws dev.mayfly.MayflyException as {@link ProjectModel#read}
   */
  synchronized ProjectModel model() {
    ProjectModel model = read == null ? ProjectModel.read(options) : read;
    read = model;
    return model;
  }
}
