package dev.mayfly.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is at a path in a container.
 *
 * @param path where the path leads, if it is a symbolic link; else the path itself
 * @param kind what is there, never a link; null if nothing is
 */
public record PathState(String path, FileEntry.@Nullable Kind kind) {

  public boolean exists() {
    return kind != null;
  }

  public boolean isDirectory() {
    return kind == FileEntry.Kind.DIRECTORY;
  }
}
