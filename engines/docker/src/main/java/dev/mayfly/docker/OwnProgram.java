package dev.mayfly.docker;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The programs of ours that run beside containers: static executables for Linux, from this jar. */
enum OwnProgram {
  /** Removes what a dead JVM left. */
  REAPER,
  /** Takes connections for this JVM in a network of containers. */
  RELAY;

  /** What it is called, in the jar and in its image. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it is in its image. */
  String path() {
    return "/" + word();
  }

  /**
   * The program for a machine.
   *
   * @param machine its architecture, in the words of the JDK or of Go
   */
  byte[] forMachine(String machine) {
    String architecture =
        switch (machine) {
          case "arm64", "aarch64" -> "arm64";
          case "amd64", "x86_64" -> "amd64";
          default ->
              throw new MayflyException("There is no " + word() + " for " + machine + " machines.");
        };
    return read(word() + "-" + architecture);
  }

  private static byte[] read(String resource) {
    try (InputStream in = OwnProgram.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new MayflyException("The jar of mayfly-docker lacks " + resource + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new MayflyException("Can't read " + resource + " from the jar of mayfly-docker.", e);
    }
  }
}
