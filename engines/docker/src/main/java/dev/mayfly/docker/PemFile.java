package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files with certificates and keys. */
final class PemFile {

  private PemFile() {}

  /**
   * Reads all of one.
   *
   * @throws IOException if it is missing or may not be read; the message names it
   */
  static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (AccessDeniedException e) {
      throw new IOException("the file " + file + " may not be read", e);
    }
  }
}
