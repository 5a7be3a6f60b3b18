package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Copies files of one container to this machine. */
final class CopyOut {

  private final ContainerEngine engine;
  private final String id;

  CopyOut(ContainerEngine engine, String id) {
    this.engine = engine;
    this.id = id;
  }

  /** The content of one file. */
  byte[] read(String containerPath) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    engine.copyOut(
        id,
        containerPath,
        entry -> {
          if (entry.directory()) {
            throw new MayflyException(containerPath + " is a directory; use copyOut(…).");
          }
          try (InputStream in = entry.content().open()) {
            in.transferTo(content);
          }
        });
    return content.toByteArray();
  }

  /** A file or directory, which becomes {@code destination}. */
  void to(String containerPath, Path destination) {
    engine.copyOut(id, containerPath, entry -> write(entry, target(entry, destination)));
  }

  /** The entry's first name is the copied file's own; the rest is its place below it. */
  private static Path target(FileEntry entry, Path destination) throws IOException {
    int slash = entry.path().indexOf('/');
    String below = slash < 0 ? "" : entry.path().substring(slash + 1);
    Path target = destination.resolve(below).normalize();
    if (!target.startsWith(destination.normalize())) {
      throw new IOException("The container's archive leads outside: " + entry.path());
    }
    return target;
  }

  private static void write(FileEntry entry, Path target) throws IOException {
    if (entry.directory()) {
      Files.createDirectories(target);
      return;
    }
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (InputStream in = entry.content().open()) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
