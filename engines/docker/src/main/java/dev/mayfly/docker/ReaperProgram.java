package dev.mayfly.docker;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.io.InputStream;

/** The reaper's program: a static executable for Linux, from this jar. */
final class ReaperProgram {

  private ReaperProgram() {}

  /**
   * The program for a machine.
   *
   * @param machine its architecture, in the words of the JDK or of Go
   */
  static byte[] forMachine(String machine) {
    String architecture =
        switch (machine) {
          case "arm64", "aarch64" -> "arm64";
          case "amd64", "x86_64" -> "amd64";
          default -> throw new MayflyException("There is no reaper for " + machine + " machines.");
        };
    return read("reaper-" + architecture);
  }

  private static byte[] read(String resource) {
    try (InputStream in = ReaperProgram.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new MayflyException("The jar of mayfly-docker lacks " + resource + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new MayflyException("Can't read " + resource + " from the jar of mayfly-docker.", e);
    }
  }
}
