package dev.mayfly.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there as a whole or not at all, for whoever reads them meanwhile. */
public final class WholeFile {

  private WholeFile() {}

  /** Puts a file in the place of the one before; to be called by one writer of it at a time. */
  public static void write(Path file, String text) throws IOException {
    Path beside = file.resolveSibling(beside(file.getFileName().toString()));
    try {
      Files.writeString(beside, text, StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** What a file is called until it is whole. */
  public static String beside(String name) {
    return name + "-new";
  }
}
