package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program from memory. Its file is in a folder that nobody else may enter, and is gone once
 * the program runs; what a killed JVM left of such a file goes when the next one is run.
 */
final class Executable {

  private static final String PREFIX = "mayfly-reaper-";
  private static final String NAME = "reaper";
  private static final Duration STALE = Duration.ofMinutes(1);
  private static final Duration OTHERS_START = Duration.ofMillis(500);
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Executable() {}

  /**
   * Starts the program without an environment, with its errors among its output.
   *
   * @throws IOException if it can't be written, or not be run from where it is written to
   */
  static Process run(byte[] program, List<String> arguments) throws IOException {
    Path folder = Files.createTempDirectory(PREFIX, PRIVATE);
    try {
      Path file = Files.createFile(folder.resolve(NAME), PRIVATE);
      Files.write(file, program);
      List<String> command = new ArrayList<>(List.of(file.toString()));
      command.addAll(arguments);
      return start(command);
    } finally {
      TemporaryFolders.remove(folder);
      TemporaryFolders.removeStaleBeside(folder, PREFIX, STALE);
    }
  }

  /**
   * A process that another thread starts just now may have the file open for writing until it is on
   * its way, and meanwhile nobody can run it.
   */
  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear(); // by which build servers find what a job has left running
    Patience patience = Patience.of(OTHERS_START);
    while (true) {
      try {
        return builder.start();
      } catch (IOException e) {
        boolean isBusy = String.valueOf(e.getMessage()).contains("error=26");
        if (!isBusy || !patience.lasts("Starting " + command.get(0))) {
          throw e;
        }
      }
    }
  }
}
