package dev.mayfly.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file of this machine can't be read or written, where the JDK says only which one. */
final class Unreadable {

  private Unreadable() {}

  static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission to use " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no such file"
          + (missing.getFile() == null ? "" : " as " + missing.getFile());
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getFile() + ": " + other.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
